"""Questions that ask several things or compare two: taken apart, and the replies put together to one."""
