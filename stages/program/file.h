/*
 * file - opens a file that is read whole
 */
#ifndef FILE_H
#define FILE_H

#include <stdio.h>

/* Opens path to be read; ends with 66 when it cannot be opened or is a folder. */
FILE *file_open(const char *path);

#endif
