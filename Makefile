# make test: build everything and run the tests. make demo: build, read the samples, keep them in a ledger, link and export them into demo-output/. make system: what the build needs from the system.
BIN := .build/release/constat
SAMPLES := Samples/dispatches.jsonl
OUT := demo-output
LEDGER := $(OUT)/demo.ledger
# The demo's ledger tells the same times on every machine and day.
AT := --now 2026-01-01T00:00:00Z

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
	@rm -rf $(LEDGER)* $(OUT)/internal $(OUT)/public
	@$(BIN) add $(LEDGER) $(SAMPLES) $(AT)
	@$(BIN) link $(LEDGER) $(AT)
	@$(BIN) incidents $(LEDGER) --format table > $(OUT)/incidents.txt
	@$(BIN) incidents $(LEDGER) --format jsonl > $(OUT)/incidents.jsonl
	@for id in $$(grep '"grade": "\(contested\|fair\)"' $(OUT)/incidents.jsonl | cut -d'"' -f4); do \
	  $(BIN) review $(LEDGER) $$id --accept --by demo --reason "to show a public export" $(AT) > /dev/null; done
	@$(BIN) export $(LEDGER) --audience internal --output $(OUT)/internal --format csv --format sqlite --format dossier $(AT)
	@$(BIN) export $(LEDGER) --output $(OUT)/public --format csv --format hxl --format acled --format geojson --format dossier $(AT)
	@$(BIN) check $(LEDGER)
	@printf '%s\n' "" \
	  "Written to $(OUT)/:" \
	  "  explain.html        every claim beside its words: open it in a browser" \
	  "  table.txt           the table and the summary above" \
	  "  claims.jsonl        the record, one document a line (Docs/record.schema.json)" \
	  "  notes.jsonl         the layers under the claims (Docs/notes.schema.json)" \
	  "  demo.ledger         the ledger: captures, texts, readings, reviews, incidents, log (Docs/ledger.md)" \
	  "  incidents.txt       who says what of one happening, with grades and reasons; incidents.jsonl for programs" \
	  "  public/             what may leave after the policy: the incidents graded contested or fair, which the demo accepted" \
	  "  internal/           all incidents, marked as seen by no human: internal/dossier/dossier.html" \
	  "" \
	  "Next:" \
	  "  $(BIN) explain YOUR-REPORT.txt --published 2024-11-12 | less -R" \
	  "  $(BIN) add case.ledger YOUR-FOLDER/ && $(BIN) link case.ledger && $(BIN) incidents case.ledger" \
	  "  $(BIN) read --help"

# Tests see what is internal, which the command is not built for: they have a build folder of their own.
TESTS := --scratch-path .build-tests

test: system
	swift build -c $(MODE) --build-tests $(TESTS) -Xswiftc -enable-testing
	swift test -c $(MODE) --skip-build --disable-xctest $(TESTS)

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
