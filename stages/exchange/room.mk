# exchange - what statistical offices' programs exchange: SDMX-CSV, and descriptions of tables
# for catalogues. It knows the table and what columns mean, not what the figures are about.
exchange.below := dataset
exchange.libs :=
