/*
 * files - bytes, checksums and characters of files, and files that nobody described.
 */
#ifndef INSPECTION_FILES_H
#define INSPECTION_FILES_H

#include "inspection/inspection.h"

/* Each file of the package, its rows and keys; then what lies beside them. */
void inspect_files(void);

#endif
