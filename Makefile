# make test   builds everything and runs the tests

# Optimised tests build 50 s longer and run minutes faster than unoptimised ones.
MODE ?= release

.PHONY: test libsodium

test: libsodium
	swift build -c $(MODE) --build-tests
	swift test -c $(MODE) --skip-build --disable-xctest

# The one C library: installed where that needs no asking, named elsewhere.
libsodium:
	@pkg-config --exists libsodium || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get install -y --no-install-recommends libsodium-dev pkg-config >&2; \
	  else \
	    echo "libsodium is missing; install libsodium-dev (Debian, Ubuntu) and pkg-config, then run make again" >&2; exit 1; \
	  fi; }
