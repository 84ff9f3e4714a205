# stat - kernels: numbers in, numbers out, each with the paper that it follows. Pure: no
# input or output, no exit, no allocation, no globals. It knows no other room.
stat.below :=
stat.libs := -lgsl -lgslcblas -lm
