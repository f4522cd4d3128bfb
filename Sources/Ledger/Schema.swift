import GRDB

/// The tables of a ledger and their history.
///
/// A form that was ever released is never edited: a new migration follows it, with a dump of the old form in the tests.
enum Schema {
  /// "CNST" as a number: tells a ledger from other SQLite files.
  static let application = 0x434E_5354

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: "PRAGMA application_id = \(application)")
      for statement in facts + judgements + derived + log { try db.execute(sql: statement) }
      for table in ["capture", "document", "reading", "claim", "review", "decision", "lineage", "tombstone", "audit"] {
        for statement in guards(table) { try db.execute(sql: statement) }
      }
    }
    return migrator
  }

  /// What was received and what was read from it.
  private static let facts = [
    """
    CREATE TABLE tombstone (sha256 TEXT PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL)
    """,
    """
    CREATE TABLE capture (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL, media_type TEXT NOT NULL,
      origin TEXT NOT NULL, address TEXT, tool TEXT, received TEXT NOT NULL)
    """,
    """
    CREATE TABLE report (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, key TEXT NOT NULL UNIQUE, is_public INTEGER NOT NULL)
    """,
    """
    CREATE TABLE document (id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report, version INTEGER NOT NULL,
      capture INTEGER NOT NULL REFERENCES capture, input TEXT NOT NULL, sha256 TEXT NOT NULL, text TEXT NOT NULL, title TEXT, outlet TEXT,
      url TEXT, published TEXT, language TEXT, extra TEXT NOT NULL, UNIQUE (report, version))
    """,
    "CREATE INDEX document_capture ON document (capture)",
    "CREATE INDEX document_sha256 ON document (sha256)",
    """
    CREATE TABLE software (id INTEGER PRIMARY KEY, version TEXT NOT NULL, knowledge TEXT NOT NULL, UNIQUE (version, knowledge))
    """,
    """
    CREATE TABLE reading (id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document, software INTEGER NOT NULL REFERENCES software,
      at TEXT NOT NULL, language TEXT, sentences INTEGER NOT NULL, tolls TEXT NOT NULL, loadings TEXT NOT NULL, undisclosed TEXT NOT NULL,
      persons TEXT NOT NULL, problems TEXT NOT NULL)
    """,
    "CREATE INDEX reading_document ON reading (document)",
    """
    CREATE TABLE claim (id INTEGER PRIMARY KEY, reading INTEGER NOT NULL REFERENCES reading, local TEXT NOT NULL, type TEXT NOT NULL,
      mode TEXT, stance TEXT NOT NULL, day_from TEXT, day_to TEXT, confidence REAL NOT NULL, json TEXT NOT NULL,
      UNIQUE (reading, local))
    """,
  ]

  /// What people said of it.
  private static let judgements = [
    """
    CREATE TABLE review (id INTEGER PRIMARY KEY, claim INTEGER NOT NULL REFERENCES claim, verdict TEXT NOT NULL, reviewer TEXT NOT NULL,
      at TEXT NOT NULL, reason TEXT, correction TEXT, inherits INTEGER REFERENCES review)
    """,
    "CREATE INDEX review_claim ON review (claim)",
    """
    CREATE TABLE decision (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL, actor TEXT NOT NULL,
      at TEXT NOT NULL, reason TEXT NOT NULL)
    """,
  ]

  /// What is computed from the two and can be computed again.
  private static let derived = [
    """
    CREATE TABLE telling (claim INTEGER PRIMARY KEY REFERENCES claim, json TEXT NOT NULL)
    """,
    """
    CREATE TABLE link_key (key TEXT NOT NULL, claim INTEGER NOT NULL REFERENCES claim, PRIMARY KEY (key, claim)) WITHOUT ROWID
    """,
    "CREATE INDEX link_key_claim ON link_key (claim)",
    """
    CREATE TABLE fingerprint (document INTEGER PRIMARY KEY REFERENCES document, print BLOB NOT NULL)
    """,
    """
    CREATE TABLE band (band TEXT NOT NULL, document INTEGER NOT NULL REFERENCES document, PRIMARY KEY (band, document)) WITHOUT ROWID
    """,
    "CREATE INDEX band_document ON band (document)",
    """
    CREATE TABLE copy (report INTEGER PRIMARY KEY REFERENCES report, original INTEGER NOT NULL REFERENCES report)
    """,
    """
    CREATE TABLE incident (id TEXT PRIMARY KEY, component INTEGER NOT NULL, day TEXT NOT NULL, reasons TEXT NOT NULL)
    """,
    "CREATE INDEX incident_component ON incident (component)",
    "CREATE INDEX incident_day ON incident (day, id)",
    """
    CREATE TABLE member (claim INTEGER PRIMARY KEY REFERENCES claim, incident TEXT NOT NULL REFERENCES incident)
    """,
    "CREATE INDEX member_incident ON member (incident)",
    """
    CREATE TABLE lineage (previous TEXT NOT NULL, incident TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (previous, incident, at))
    """,
    "CREATE TABLE unlinked (claim INTEGER PRIMARY KEY REFERENCES claim)",
    "CREATE TABLE unlinked_component (component INTEGER PRIMARY KEY)",
    "CREATE TABLE uncompared (document INTEGER PRIMARY KEY REFERENCES document)",
    """
    CREATE VIEW current_document AS SELECT document.* FROM document
      WHERE version = (SELECT max(version) FROM document AS other WHERE other.report = document.report)
    """,
    """
    CREATE VIEW current_claim AS SELECT claim.*, report.name AS report_name, document.report AS report, document.id AS document
      FROM claim JOIN reading ON reading.id = claim.reading JOIN document ON document.id = reading.document
      JOIN report ON report.id = document.report
      WHERE reading.id = (SELECT max(id) FROM reading AS other WHERE other.document = document.id)
      AND document.version = (SELECT max(version) FROM document AS other WHERE other.report = document.report)
    """,
    "CREATE VIRTUAL TABLE words USING fts5 (title, text, content = 'document', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE quotes USING fts5 (quote, tokenize = 'unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE claim_place USING rtree (id, south, north, west, east)",
    """
    CREATE TRIGGER document_words AFTER INSERT ON document BEGIN
      INSERT INTO words (rowid, title, text) VALUES (new.id, new.title, new.text); END
    """,
    """
    CREATE TRIGGER document_unwords AFTER DELETE ON document BEGIN
      INSERT INTO words (words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text); END
    """,
  ]

  private static let log = [
    """
    CREATE TABLE audit (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
      detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL)
    """
  ]

  /// Facts are added, never changed; they go only when their capture has a tombstone.
  private static func guards(_ table: String) -> [String] {
    let never = "'\(table) is append-only; constat forget is the only way to remove something'"
    let isForgotten: String =
      switch table {
      case "capture": "old.sha256 IN (SELECT sha256 FROM tombstone)"
      case "document": "old.capture IN (SELECT id FROM capture WHERE sha256 IN (SELECT sha256 FROM tombstone))"
      case "reading": "old.document IN (\(forgottenDocuments))"
      case "claim": "old.reading IN (SELECT id FROM reading WHERE document IN (\(forgottenDocuments)))"
      case "review":
        "old.claim IN (SELECT id FROM claim WHERE reading IN (SELECT id FROM reading WHERE document IN (\(forgottenDocuments))))"
      default: "0"
      }
    return [
      "CREATE TRIGGER \(table)_kept BEFORE UPDATE ON \(table) BEGIN SELECT RAISE(ABORT, \(never)); END",
      "CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table) WHEN NOT (\(isForgotten)) BEGIN SELECT RAISE(ABORT, \(never)); END",
    ]
  }

  private static let forgottenDocuments =
    "SELECT document.id FROM document JOIN capture ON capture.id = document.capture WHERE capture.sha256 IN (SELECT sha256 FROM tombstone)"
}
