# solver - linear programmes, the only room that knows GLPK. It knows nothing of tables.
solver.below := stat
solver.libs := -lglpk -lpthread
