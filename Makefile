# make test: build everything and run the tests. make demo: build, read the samples, write demo-output/. make system: what the build needs from the system.
BIN := .build/release/constat
SAMPLES := Samples/dispatches.jsonl
OUT := demo-output

# Optimised tests build 50 s longer and run minutes faster than unoptimised ones.
MODE ?= release

.PHONY: demo test system

# Exit status 1 of constat means "nothing found", which a demo survives; 2 is an error.
demo: system
	swift build -c release --product constat
	@test -f $(SAMPLES) || { echo "$(SAMPLES) is missing; it is a part of the project, fetch it again from the repository" >&2; exit 2; }
	@mkdir -p $(OUT)
	@$(BIN) read --format jsonl $(SAMPLES) > $(OUT)/claims.jsonl || test $$? -eq 1
	@$(BIN) read --format table --summary $(SAMPLES) > $(OUT)/table.txt || test $$? -eq 1
	@$(BIN) explain --format html $(SAMPLES) > $(OUT)/explain.html || test $$? -eq 1
	@$(BIN) notes $(SAMPLES) > $(OUT)/notes.jsonl
	@cat $(OUT)/table.txt
	@printf '%s\n' "" \
	  "Written to $(OUT)/:" \
	  "  explain.html   every claim beside its words: open it in a browser" \
	  "  table.txt      the table and the summary above" \
	  "  claims.jsonl   the record, one document a line (Docs/record.schema.json)" \
	  "  notes.jsonl    the layers under the claims (Docs/notes.schema.json)" \
	  "" \
	  "Next:" \
	  "  $(BIN) explain YOUR-REPORT.txt --published 2024-11-12 | less -R" \
	  "  $(BIN) read YOUR-FOLDER/ --format jsonl > claims.jsonl" \
	  "  $(BIN) read --help"

test: system
	swift build -c $(MODE) --build-tests
	swift test -c $(MODE) --skip-build --disable-xctest

# What the system must have: a name that pkg-config knows and the Debian package with its headers.
LIBRARIES := libsodium=libsodium-dev libxml-2.0=libxml2-dev zlib=zlib1g-dev sqlite3=libsqlite3-dev

system:
	@missing=; for library in $(LIBRARIES); do \
	  pkg-config --exists "$${library%%=*}" 2>/dev/null || missing="$$missing $${library#*=}"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq pkg-config $$missing; \
	else \
	  echo "missing:$$missing; install them, e.g. sudo apt-get install pkg-config$$missing, or brew install pkg-config libsodium libxml2 zlib sqlite" >&2; \
	  exit 2; \
	fi
