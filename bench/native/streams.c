// Opens event streams and counts what comes on them, at a cost low enough not to be what is measured.
//
//   streams PORT [MOST_AT_ONCE [EXPECTED]]
//
// From stdin, a line for each stream: PATH [LAST_EVENT_ID]. An empty line ends them; then all are opened, MOST_AT_ONCE of
// them at a time (0: all at once), and one line of JSON says how that went. A stream counts as open once its `stream-open`
// and EXPECTED tone events have come. After that each line from stdin is answered with what has come since the last, and
// the end of stdin closes them all.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// Without "event:", behind which some write a space and others none.
static const char OPENED[] = "stream-open\n";
static const char TONE[] = "tone-event\n";
// What may be left of a read that ends within one of them.
#define CARRY (sizeof OPENED - 2)
// A port's addresses towards one other are fewer than 30,000.
#define PER_ADDRESS 20000

typedef struct {
  char *request;
  int fd, carried, isAnswered, isOpen;
  long tones;
  double startS;
  char carry[CARRY];
} Stream;

static Stream *streams;
static long count, started, settled, opened, failed, closedLater, tones, bytes;
static double *tookMs, firstS, lastS;
static long expected;
static int epoll, port;

static double nowS(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void settle(Stream *s) {
  if (s->isOpen || !s->isAnswered || s->tones < expected) return;
  s->isOpen = 1;
  settled++;
  lastS = nowS();
  tookMs[opened++] = (lastS - s->startS) * 1e3;
}

static void lose(Stream *s) {
  close(s->fd);
  s->fd = -1;
  if (s->isOpen) closedLater++;
  else failed++, settled++;
}

static void start(Stream *s) {
  long at = s - streams;
  s->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in from = {.sin_family = AF_INET}, to = {.sin_family = AF_INET, .sin_port = htons(port)};
  from.sin_addr.s_addr = htonl(0x7f000001 + ((at / PER_ADDRESS) << 8));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // The port is chosen as it connects, when it is known that another peer's doesn't matter.
  setsockopt(s->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &(int){1}, sizeof(int));
  bind(s->fd, (void *)&from, sizeof from);
  s->startS = nowS();
  if (!firstS) firstS = s->startS;
  if (connect(s->fd, (void *)&to, sizeof to) && errno != EINPROGRESS) return lose(s);
  struct epoll_event e = {.events = EPOLLOUT, .data.ptr = s};
  epoll_ctl(epoll, EPOLL_CTL_ADD, s->fd, &e);
}

static void ask(Stream *s) {
  long length = strlen(s->request);
  if (write(s->fd, s->request, length) != length) return lose(s);
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = s};
  epoll_ctl(epoll, EPOLL_CTL_MOD, s->fd, &e);
}

static long countOf(const char *from, const char *end, const char *what, long length) {
  long n = 0;
  for (const char *p = from; (p = memmem(p, end - p, what, length)); p += length) n++;
  return n;
}

static void hear(Stream *s) {
  static char buffer[CARRY + (1 << 18)];
  memcpy(buffer, s->carry, s->carried);
  ssize_t got = read(s->fd, buffer + s->carried, 1 << 18);
  if (got <= 0) {
    if (got == 0 || errno != EAGAIN) lose(s);
    return;
  }
  bytes += got;
  long length = s->carried + got;
  // A stream is opened once, so that its carry never holds what was counted: it is shorter than what is looked for.
  if (!s->isAnswered) s->isAnswered = countOf(buffer, buffer + length, OPENED, sizeof OPENED - 1) > 0;
  const char *from = buffer + (s->carried > (long)sizeof TONE - 2 ? s->carried - (long)(sizeof TONE - 2) : 0);
  long more = countOf(from, buffer + length, TONE, sizeof TONE - 1);
  s->tones += more;
  tones += more;
  s->carried = length < (long)CARRY ? length : (long)CARRY;
  memcpy(s->carry, buffer + length - s->carried, s->carried);
  settle(s);
}

static int byValue(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static double rank(double share) {
  if (!opened) return 0;
  long at = (long)(share * opened);
  return tookMs[at < opened ? at : opened - 1];
}

static void sayOpened(void) {
  qsort(tookMs, opened, sizeof *tookMs, byValue);
  printf("{\"opened\":%ld,\"failed\":%ld,\"tookMs\":%.3f,\"medianMs\":%.3f,\"p99Ms\":%.3f,\"slowestMs\":%.3f}\n", opened,
         failed, (lastS - firstS) * 1e3, rank(0.5), rank(0.99), rank(1));
  fflush(stdout);
  tones = bytes = 0;
}

static void sayHeard(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  double cpuMs = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
  printf("{\"tones\":%ld,\"bytes\":%ld,\"closed\":%ld,\"cpuMs\":%.1f}\n", tones, bytes, closedLater, cpuMs);
  fflush(stdout);
  tones = bytes = closedLater = 0;
}

static void turn(int waitMs, int *isAsked) {
  struct epoll_event events[1024];
  int n = epoll_wait(epoll, events, 1024, waitMs);
  for (int i = 0; i < n; i++) {
    Stream *s = events[i].data.ptr;
    if (!s) *isAsked = 1;
    else if (s->fd < 0) continue;
    else if (events[i].events & EPOLLOUT) ask(s);
    else hear(s);
  }
}

static void readRequests(void) {
  char *line = NULL;
  size_t room = 0;
  long length, most = 0;
  while ((length = getline(&line, &room, stdin)) > 1) {
    char path[1024], id[64] = "";
    if (sscanf(line, "%1023s %63s", path, id) < 1) continue;
    if (count == most) streams = realloc(streams, (most = most ? most * 2 : 1024) * sizeof *streams);
    Stream *s = &streams[count++];
    memset(s, 0, sizeof *s);
    asprintf(&s->request, "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s%s%s\r\n", path,
             *id ? "Last-Event-ID: " : "", id, *id ? "\r\n" : "");
  }
  tookMs = calloc(count + 1, sizeof *tookMs);
}

int main(int argc, char **argv) {
  setvbuf(stdin, NULL, _IONBF, 0);
  port = atoi(argv[1]);
  long together = argc > 2 ? atol(argv[2]) : 0;
  expected = argc > 3 ? atol(argv[3]) : 0;
  struct rlimit files = {200000, 200000};
  setrlimit(RLIMIT_NOFILE, &files);
  readRequests();
  epoll = epoll_create1(0);
  int isAsked = 0;
  while (settled < count) {
    while (started < count && (!together || started - settled < together)) start(&streams[started++]);
    turn(100, &isAsked);
  }
  sayOpened();
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = NULL};
  epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO, &e);
  for (;;) {
    turn(-1, &isAsked);
    if (!isAsked) continue;
    isAsked = 0;
    char asked[64];
    ssize_t got = read(STDIN_FILENO, asked, sizeof asked);
    if (got <= 0) return 0;
    for (ssize_t i = 0; i < got; i++)
      if (asked[i] == '\n') sayHeard();
  }
}
