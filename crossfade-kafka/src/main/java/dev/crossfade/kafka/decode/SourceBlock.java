package dev.crossfade.kafka.decode;

import dev.crossfade.core.schema.TableId;
import java.nio.charset.StandardCharsets;

/**
 * The block {@code source} of an envelope: where in the log a record stands and which table it is
 * about. Reused from record to record, since most are like the one before.
 */
final class SourceBlock {

  private static final byte[] SCHEMA = ascii("schema");
  private static final byte[] DB = ascii("db");
  private static final byte[] TABLE = ascii("table");
  private static final byte[] LSN = ascii("lsn");
  private static final byte[] POS = ascii("pos");
  private static final byte[] ROW = ascii("row");
  private static final byte[] FILE = ascii("file");
  private static final byte[] TS_MS = ascii("ts_ms");
  private static final byte[] TS_US = ascii("ts_us");
  private static final byte[] SEQUENCE = ascii("sequence");
  private static final byte[] UNKNOWN = {};

  private final byte[] schemaField;
  private byte[] schemaSpelling = UNKNOWN;
  private byte[] tableSpelling = UNKNOWN;
  private byte[] fileSpelling = UNKNOWN;
  private String schema = "";
  private String table = "";
  private String file = "";
  private TableId id = new TableId("", "");
  private String sequence = "";
  private long lsn;
  private long pos;
  private long row;
  private long millis;
  private long micros;

  /**
   * A block of one kind of database.
   *
   * @param schemas whether tables are named by {@code schema}, not by {@code db}
   */
  SourceBlock(boolean schemas) {
    this.schemaField = schemas ? SCHEMA : DB;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads the next value, an object. */
  void read(JsonCursor value) {
    lsn = 0;
    pos = 0;
    row = 0;
    millis = 0;
    micros = 0;
    sequence = "";
    boolean other = false;
    value.object();
    while (value.field()) {
      other |= take(value);
    }
    if (other) {
      id = new TableId(schema, table);
    }
  }

  /** Whether the table is another one than before. */
  private boolean take(JsonCursor value) {
    if (value.named(schemaField)) {
      return schema(value);
    }
    if (value.named(TABLE)) {
      return table(value);
    }
    if (value.named(LSN)) {
      lsn = number(value);
    } else if (value.named(POS)) {
      pos = number(value);
    } else if (value.named(ROW)) {
      row = number(value);
    } else if (value.named(TS_MS)) {
      millis = number(value);
    } else if (value.named(TS_US)) {
      micros = number(value);
    } else if (value.named(FILE)) {
      file(value);
    } else if (value.named(SEQUENCE) && value.peek() == '"') {
      sequence = value.text();
    } else {
      value.skip();
    }
    return false;
  }

  private static long number(JsonCursor value) {
    Long number = value.integer();
    return number == null ? value.tree().longValue() : number;
  }

  private boolean schema(JsonCursor value) {
    if (same(value, schemaSpelling)) {
      return false;
    }
    schemaSpelling = spelling(value);
    schema = value.tree().asText();
    return true;
  }

  private boolean table(JsonCursor value) {
    if (same(value, tableSpelling)) {
      return false;
    }
    tableSpelling = spelling(value);
    table = value.tree().asText();
    return true;
  }

  private void file(JsonCursor value) {
    if (!same(value, fileSpelling)) {
      fileSpelling = spelling(value);
      file = value.tree().asText();
    }
  }

  private static boolean same(JsonCursor value, byte[] spelling) {
    if (spelling == UNKNOWN || !value.isText(spelling)) {
      return false;
    }
    value.skip();
    return true;
  }

  /** The spelling of a text without escapes; does not read it. */
  private static byte[] spelling(JsonCursor value) {
    if (value.peek() != '"') {
      return UNKNOWN;
    }
    int start = value.position();
    byte[] plain = value.plainBytes();
    value.position(start);
    return plain == null || plain.length == 0 ? UNKNOWN : plain;
  }

  TableId table() {
    return id;
  }

  /** PostgreSQL: log position of the record. */
  long lsn() {
    return lsn;
  }

  /** PostgreSQL: two quoted numbers, the first of which is the commit before. */
  String sequence() {
    return sequence;
  }

  /** MariaDB: name of the log file. */
  String file() {
    return file;
  }

  /** MariaDB: where the transaction begins. */
  long pos() {
    return pos;
  }

  /** MariaDB: number of the row in its event. */
  long row() {
    return row;
  }

  long millis() {
    return millis;
  }

  long micros() {
    return micros;
  }
}
