/*
 * room - an array as a kernel takes its work room: the array and how many elements it has.
 */
#ifndef ROOM_H
#define ROOM_H

#define ROOM(array) (array), sizeof(array) / sizeof *(array)

#endif
