#include <sys/eventfd.h>

static inline int exam_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
