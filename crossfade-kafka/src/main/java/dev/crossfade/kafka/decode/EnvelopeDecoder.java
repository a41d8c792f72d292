package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.kafka.KafkaProblem;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns Debezium's JSON into log records. Pure; one thread at a time. What it does not understand
 * is a problem, never skipped.
 */
public final class EnvelopeDecoder {

  /** Name of the table on MariaDB whose row carries our marks. */
  public static final String MARK_TABLE = "crossfade_mark";

  private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);

  private final LogDialect dialect;
  private final Marks marks;
  private final Map<TableId, TableDecoder> tables = new HashMap<>();

  /**
   * A decoder for the tables of one source.
   *
   * @param engine {@code postgresql}, {@code mariadb} or {@code mysql}
   * @param migration whose marks to recognise
   * @param schemas the tables; rows of others are counted and left out
   * @param placeholder text that stands for values the log did not carry
   * @param zeroDates {@code null} or {@code epoch}
   */
  public EnvelopeDecoder(
      String engine,
      String migration,
      Collection<TableSchema> schemas,
      String placeholder,
      String zeroDates) {
    this.dialect = LogDialect.of(engine);
    this.marks = new Marks(migration);
    Readers readers = new Readers(new Placeholder(placeholder));
    ZeroDates zero = ZeroDates.of(engine, zeroDates);
    for (TableSchema schema : schemas) {
      tables.put(schema.id(), new TableDecoder(schema, readers, zero, dialect.fullImages()));
    }
  }

  /**
   * Decodes one record.
   *
   * @param value the record's value, null for a tombstone
   * @param half which half of a change of the key, from the record's headers
   */
  public LogRecord decode(byte @Nullable [] value, LogRecord.Half half) {
    if (value == null) {
      return new LogRecord.Nothing();
    }
    JsonNode envelope = parse(value);
    JsonNode status = envelope.get("status");
    if (status != null) {
      return boundary(envelope, status.asText());
    }
    String op = envelope.path("op").asText("");
    if (op.isEmpty()) {
      return envelope.has("ddl") ? new LogRecord.Definition() : new LogRecord.Nothing();
    }
    JsonNode transaction = envelope.path("transaction");
    if (!transaction.isObject()) {
      return outside(op);
    }
    return inside(envelope, op, transaction, half);
  }

  private static JsonNode parse(byte[] value) {
    try {
      return JSON.readValue(value);
    } catch (IOException e) {
      throw notUnderstood("it is not JSON");
    }
  }

  private LogRecord boundary(JsonNode envelope, String status) {
    String id = envelope.path("id").asText();
    String transaction = dialect.transaction(id);
    if (status.equals("BEGIN")) {
      return new LogRecord.Begin(transaction);
    }
    long at = envelope.path("ts_ms").longValue() * 1000;
    long events = envelope.path("event_count").longValue();
    return new LogRecord.End(transaction, dialect.commit(id), events, at);
  }

  /** Only messages, such as heartbeats, stand outside transactions. */
  private static LogRecord outside(String op) {
    if (op.equals("m")) {
      return new LogRecord.Nothing();
    }
    throw notUnderstood("it is a row change without a transaction");
  }

  private LogRecord inside(JsonNode envelope, String op, JsonNode tx, LogRecord.Half half) {
    String id = dialect.transaction(tx.path("id").asText());
    long number = tx.path("total_order").longValue();
    JsonNode source = envelope.path("source");
    LogRecord.Place place = dialect.place(source, number);
    long at = dialect.committedAt(source);
    if (op.equals("m")) {
      return new LogRecord.Note(id, number, place, at, message(envelope.path("message")));
    }
    TableId table = dialect.table(source);
    TableDecoder decoder = tables.get(table);
    if (decoder == null) {
      return new LogRecord.Note(id, number, place, at, markRow(table, envelope.path("after")));
    }
    Op kind = op(op);
    @Nullable Object @Nullable [] after = after(decoder, kind, envelope);
    @Nullable Object @Nullable [] before = before(decoder, kind, envelope, after);
    return new LogRecord.Row(id, number, place, at, table, kind, before, after, half);
  }

  private @Nullable Mark message(JsonNode message) {
    boolean ours = message.path("prefix").asText("").equals("crossfade");
    return ours ? marks.message(message) : null;
  }

  private @Nullable Mark markRow(TableId table, JsonNode after) {
    return table.name().equals(MARK_TABLE) && after.isObject() ? marks.row(after) : null;
  }

  private static Op op(String op) {
    return switch (op) {
      case "c", "r" -> Op.INSERT;
      case "u" -> Op.UPDATE;
      case "d" -> Op.DELETE;
      case "t" -> Op.TRUNCATE;
      default -> throw notUnderstood("its operation is " + op);
    };
  }

  private static @Nullable Object @Nullable [] after(
      TableDecoder decoder, Op op, JsonNode envelope) {
    return op == Op.INSERT || op == Op.UPDATE ? decoder.after(envelope.path("after")) : null;
  }

  private static @Nullable Object @Nullable [] before(
      TableDecoder decoder, Op op, JsonNode envelope, @Nullable Object @Nullable [] after) {
    if (op == Op.INSERT || op == Op.TRUNCATE) {
      return null;
    }
    JsonNode image = envelope.path("before");
    if (!image.isObject()) {
      return after == null ? null : decoder.keyOf(after);
    }
    @Nullable Object[] before = decoder.before(image);
    if (after != null) {
      fill(after, before);
    }
    return before;
  }

  /** An unchanged value is the old one, where the log holds it. */
  static void fill(@Nullable Object[] after, @Nullable Object[] before) {
    for (int i = 0; i < after.length; i++) {
      if (after[i] == Unavailable.VALUE) {
        after[i] = before[i];
      }
    }
  }

  private static RuntimeException notUnderstood(String why) {
    return Problem.of(
            KafkaProblem.RECORD_NOT_UNDERSTOOD,
            "A record in the topic cannot be understood: " + why + ".",
            "Something else wrote into the topic, or the connector has other settings than ours.",
            "Let nobody else write into the topic, and start capture again so that its settings"
                + " are restored.")
        .raise();
  }
}
