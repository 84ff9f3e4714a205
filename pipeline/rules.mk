# How figures, tables and claims are made from the files in this folder.

products:
