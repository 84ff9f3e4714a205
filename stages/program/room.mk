# program - what any program needs: the frame of a stage (options, help, exit codes), memory,
# messages, numbers as text, running another program. It knows no files of data and no
# tables. Of stage.h only stages make use, and whatever ends a run for wrong options.
program.below :=
program.libs := -lunistring -lm
