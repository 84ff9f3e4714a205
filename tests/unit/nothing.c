/* A program that does nothing: what a room is linked with to see that it stands alone. */
int
main(void)
{
    return 0;
}
