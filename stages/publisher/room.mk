# publisher - what publishers publish: workbooks, layouts of their tables, what the texts in
# cells mean, their names for our codes. It knows no statistics and nothing of our ledger.
publisher.below := table
publisher.libs := -lzip -lexpat -lunistring
