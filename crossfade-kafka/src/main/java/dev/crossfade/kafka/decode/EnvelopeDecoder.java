package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.RawImage;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.kafka.KafkaProblem;
import dev.crossfade.spi.source.RawReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns Debezium's JSON into log records. Pure; one thread at a time. What it does not understand
 * is a problem, never skipped.
 */
public final class EnvelopeDecoder implements RawReader {

  /** Name of the table on MariaDB whose row carries our marks. */
  public static final String MARK_TABLE = "crossfade_mark";

  private final LogDialect dialect;
  private final Marks marks;
  private final Function<Map<TableId, Leeway>, Map<TableId, TableDecoder>> decoders;
  private final Supplier<EnvelopeDecoder> again;
  private Map<TableId, TableDecoder> tables;
  private final JsonCursor json = new JsonCursor();
  private final Envelope envelope = new Envelope();
  private final SourceBlock source;
  private final TransactionBlock transaction;

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
    this.source = dialect.block();
    this.transaction = new TransactionBlock(dialect);
    this.marks = new Marks(migration);
    Readers readers = new Readers(engine, new Placeholder(placeholder));
    ZeroDates zero = ZeroDates.of(engine, zeroDates);
    this.decoders =
        leeways -> {
          Map<TableId, TableDecoder> all = new HashMap<>();
          for (TableSchema schema : schemas) {
            Leeway leeway = leeways.getOrDefault(schema.id(), Leeway.NONE);
            all.put(
                schema.id(), new TableDecoder(schema, readers, zero, dialect.fullImages(), leeway));
          }
          return all;
        };
    this.again = () -> new EnvelopeDecoder(engine, migration, schemas, placeholder, zeroDates);
    this.tables = decoders.apply(Map.of());
  }

  @Override
  public void allow(Map<TableId, Leeway> leeways) {
    tables = decoders.apply(leeways);
  }

  /** Another decoder of the same tables, which knows of no leeway. */
  public EnvelopeDecoder again() {
    return again.get();
  }

  @Override
  public Change read(Change raw) {
    TableDecoder decoder = tables.get(raw.table());
    if (decoder == null || raw.op() == Op.TRUNCATE) {
      return new Change(raw.table(), raw.op(), null, null, raw.position());
    }
    String newer = Change.rawText(raw.after());
    String older = Change.rawText(raw.before());
    try {
      @Nullable Object @Nullable [] after = newer == null ? null : decoder.after(image(newer));
      @Nullable Object @Nullable [] before = null;
      if (older != null) {
        before = decoder.before(image(older), after);
      } else if (raw.op() == Op.UPDATE && after != null) {
        before = decoder.keyOf(after);
      }
      if (before != null && after != null) {
        fill(after, before);
      }
      return new Change(raw.table(), raw.op(), before, after, raw.position());
    } finally {
      json.forget();
    }
  }

  private JsonCursor image(String text) {
    json.begin(text.getBytes(StandardCharsets.UTF_8));
    return json;
  }

  /**
   * Decodes one record.
   *
   * @param value the record's value, in an array; null for a tombstone
   * @param half which half of a change of the key, from the record's headers
   */
  public LogRecord decode(@Nullable ByteBuffer value, LogRecord.Half half) {
    return decode(value, half, Images.READ);
  }

  /** Decodes one record, but leaves the images of a row out. */
  public LogRecord glance(@Nullable ByteBuffer value, LogRecord.Half half) {
    return decode(value, half, Images.LEAVE);
  }

  private enum Images {
    READ,
    LEAVE
  }

  private LogRecord decode(@Nullable ByteBuffer value, LogRecord.Half half, Images images) {
    if (value == null) {
      return new LogRecord.Nothing();
    }
    try {
      int from = value.arrayOffset() + value.position();
      json.begin(value.array(), from, from + value.remaining());
      envelope.read(json);
      return read(half, images);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw notUnderstood("it is not JSON of the form that Debezium writes");
    } finally {
      json.forget();
    }
  }

  private LogRecord read(LogRecord.Half half, Images images) {
    if (envelope.has(Envelope.STATUS)) {
      return boundary(envelope.tree(Envelope.STATUS, json).asText());
    }
    if (!envelope.has(Envelope.OP)) {
      boolean definition = envelope.occurs(Envelope.DDL);
      return definition ? new LogRecord.Definition() : new LogRecord.Nothing();
    }
    envelope.to(Envelope.OP, json);
    String op = json.text();
    if (!envelope.isObject(Envelope.TRANSACTION, json)) {
      return outside(op);
    }
    return inside(op, half, images);
  }

  private LogRecord boundary(String status) {
    String id = envelope.tree(Envelope.ID, json).asText();
    String name = dialect.transaction(id);
    if (status.equals("BEGIN")) {
      return new LogRecord.Begin(name);
    }
    long at = envelope.tree(Envelope.TS_MS, json).longValue() * 1000;
    long events = envelope.tree(Envelope.EVENT_COUNT, json).longValue();
    return new LogRecord.End(name, dialect.commit(id), events, at);
  }

  /** Only messages, such as heartbeats, stand outside transactions. */
  private static LogRecord outside(String op) {
    if (op.equals("m")) {
      return new LogRecord.Nothing();
    }
    throw notUnderstood("it is a row change without a transaction");
  }

  private LogRecord inside(String op, LogRecord.Half half, Images images) {
    transaction.read(json);
    String id = transaction.id();
    long number = transaction.number();
    envelope.to(Envelope.SOURCE, json);
    source.read(json);
    LogRecord.Place place = dialect.place(source, number);
    long at = dialect.committedAt(source);
    if (op.equals("m")) {
      Marks.Sign sign = message(envelope.tree(Envelope.MESSAGE, json));
      return new LogRecord.Note(id, number, place, at, sign.mark(), sign.origin());
    }
    TableId table = source.table();
    TableDecoder decoder = tables.get(table);
    if (decoder == null) {
      Marks.Sign sign = markRow(table);
      return new LogRecord.Note(id, number, place, at, sign.mark(), sign.origin());
    }
    Op kind = op(op);
    if (images == Images.LEAVE) {
      return new LogRecord.Row(id, number, place, at, table, kind, null, null, half);
    }
    if (decoder.leaves()) {
      @Nullable Object @Nullable [] after = raw(Envelope.AFTER);
      @Nullable Object @Nullable [] before = kind == Op.TRUNCATE ? raw("") : raw(Envelope.BEFORE);
      return new LogRecord.Row(id, number, place, at, table, kind, before, after, half);
    }
    @Nullable Object @Nullable [] after = after(decoder, kind);
    @Nullable Object @Nullable [] before = before(decoder, kind, after);
    return new LogRecord.Row(
        id, number, place, at, decoder.schema().id(), kind, before, after, half);
  }

  private Marks.Sign message(JsonNode message) {
    boolean ours = message.path("prefix").asText("").equals("crossfade");
    return ours ? marks.message(message) : Marks.NOTHING;
  }

  private Marks.Sign markRow(TableId table) {
    boolean mark = table.name().equals(MARK_TABLE) && envelope.isObject(Envelope.AFTER, json);
    return mark ? marks.row(json.tree()) : Marks.NOTHING;
  }

  private @Nullable Object @Nullable [] raw(int part) {
    if (!envelope.isObject(part, json)) {
      return null;
    }
    int start = json.position();
    json.skip();
    return raw(json.between(start));
  }

  private static @Nullable Object[] raw(String text) {
    return new @Nullable Object[] {new RawImage(text)};
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

  private @Nullable Object @Nullable [] after(TableDecoder decoder, Op op) {
    if (op != Op.INSERT && op != Op.UPDATE) {
      return null;
    }
    envelope.to(Envelope.AFTER, json);
    return decoder.after(json);
  }

  private @Nullable Object @Nullable [] before(
      TableDecoder decoder, Op op, @Nullable Object @Nullable [] after) {
    if (op == Op.INSERT || op == Op.TRUNCATE) {
      return null;
    }
    if (!envelope.isObject(Envelope.BEFORE, json)) {
      return after == null ? null : decoder.keyOf(after);
    }
    @Nullable Object[] before = decoder.before(json, after);
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
