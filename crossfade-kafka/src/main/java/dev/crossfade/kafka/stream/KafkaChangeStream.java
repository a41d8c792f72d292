package dev.crossfade.kafka.stream;

import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.kafka.decode.EnvelopeDecoder;
import dev.crossfade.kafka.decode.LogRecord;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.RawReader;
import dev.crossfade.spi.source.RolledBack;
import dev.crossfade.spi.source.StreamBatch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads partition 0 of a source's topic from an offset the caller knows; uses no consumer group and
 * never resets. One thread at a time. Holds the records of an unfinished transaction in memory up
 * to a bound; a larger one is read from the topic twice, the second time in parts once its end has
 * come.
 */
public final class KafkaChangeStream implements ChangeStream {

  private static final int CHANGES_PER_BATCH = 5_000;

  /** Records after which even a transaction that goes on and on lets the caller look around. */
  private static final int LOOKS = 1_000;

  private static final long CHECK_NANOS = 1_000_000_000L;

  private final KafkaClients clients;
  private final TopicReader reader;
  private final SourceTopic topic;
  private final EnvelopeDecoder decoder;
  private final Supplier<Assembly> assemblies;
  private final String id;
  private final OpenTransaction.Bound bound;
  private Assembly assembly;
  private @Nullable Parts parts;
  private long next;
  private long checkedAt;

  /** Opens the stream of an existing topic; {@link #seek} comes next. */
  public KafkaChangeStream(
      KafkaAccess access,
      String topicName,
      String engine,
      EnvelopeDecoder decoder,
      RolledBack undone) {
    this.clients = new KafkaClients(access);
    this.topic = new SourceTopic(access, topicName);
    this.decoder = decoder;
    OpenTransaction.Bound bound =
        new OpenTransaction.Bound(access.heldTransaction(), access.heldBytes());
    this.bound = bound;
    this.assemblies = () -> Assembly.of(engine, bound, undone);
    this.assembly = assemblies.get();
    this.id = topic.id();
    this.reader = new TopicReader(clients, topicName);
    checkedAt = System.nanoTime();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public long beginning() {
    return offsets().get(0);
  }

  private List<Long> offsets() {
    try {
      return reader.offsets();
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  @Override
  public void allow(Map<TableId, Leeway> tables) {
    decoder.allow(tables);
  }

  @Override
  public RawReader rawReader() {
    return decoder.again();
  }

  @Override
  public void seek(long offset) {
    check();
    List<Long> offsets = offsets();
    if (offset < offsets.get(0) || offset > offsets.get(1)) {
      throw Gaps.topic(
          topic.name(),
          "holds offsets %d to %d, but %d comes next"
              .formatted(offsets.get(0), offsets.get(1), offset));
    }
    assembly = assemblies.get();
    parts = null;
    next = offset;
    reader.seek(offset);
  }

  @Override
  public StreamBatch poll(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    StreamBatch batch = parts == null ? whole(deadline) : part(parts, deadline);
    checkSometimes();
    return batch;
  }

  private StreamBatch whole(long deadline) {
    List<SourceTransaction> done = new ArrayList<>();
    long changes = 0;
    long bytes = 0;
    int looked = 0;
    while (changes < CHANGES_PER_BATCH
        && (done.isEmpty() || bytes < bound.bytes())
        && !(++looked % LOOKS == 0 && System.nanoTime() > deadline)
        && refill(done.isEmpty() ? deadline : System.nanoTime())) {
      bytes += reader.first().serializedValueSize();
      Completed completed = take(reader.first(), done.isEmpty());
      if (completed instanceof Completed.Held held) {
        done.add(held.transaction());
        changes += held.transaction().changes().size();
      } else if (completed instanceof Completed.Large large) {
        parts = new Parts(large, bound, next);
        reader.seek(large.offset());
        return new StreamBatch(done, Math.min(assembly.restart(next), large.offset()));
      } else if (stuck) {
        break;
      }
    }
    return new StreamBatch(done, assembly.restart(next));
  }

  /** The next part of a large transaction, or nothing when its records do not come in time. */
  private StreamBatch part(Parts of, long deadline) {
    while (!of.full() && refill(deadline)) {
      ConsumerRecord<byte[], ByteBuffer> record = reader.first();
      try {
        LogRecord decoded = decoder.decode(record.value(), half(record.headers()));
        of.add(decoded, record.serializedValueSize());
      } catch (ProblemException e) {
        throw e.problem().with("offset", record.offset()).raise(e);
      }
      reader.pass();
    }
    if (!of.full()) {
      return new StreamBatch(List.of(), of.offset());
    }
    SourceTransaction part = of.take();
    if (part.extent() == Extent.PART) {
      return new StreamBatch(List.of(part), of.offset());
    }
    parts = null;
    reader.seek(of.after());
    return new StreamBatch(List.of(part), assembly.restart(next));
  }

  private boolean stuck;

  /** Whether there is a record to look at; waits for one until the deadline. */
  private boolean refill(long deadline) {
    while (reader.empty()) {
      long left = Math.max(0, deadline - System.nanoTime());
      Duration wait = Duration.ofNanos(Math.min(left, CHECK_NANOS));
      try {
        reader.poll(wait);
      } catch (OffsetOutOfRangeException e) {
        throw Gaps.topic(topic.name(), "no longer has offset " + next);
      } catch (KafkaException e) {
        throw failed(e);
      }
      checkSometimes();
      if (left == 0) {
        return !reader.empty();
      }
    }
    return true;
  }

  /** A problem waits until the transactions before it have been handed over. */
  private @Nullable Completed take(ConsumerRecord<byte[], ByteBuffer> record, boolean mayFail) {
    stuck = false;
    Completed completed;
    try {
      LogRecord.Half half = half(record.headers());
      LogRecord decoded =
          assembly.counting()
              ? decoder.glance(record.value(), half)
              : decoder.decode(record.value(), half);
      completed = assembly.accept(record.offset(), decoded, record.serializedValueSize());
    } catch (ProblemException e) {
      if (mayFail) {
        throw e.problem().with("offset", record.offset()).raise(e);
      }
      stuck = true;
      return null;
    }
    reader.pass();
    next = record.offset() + 1;
    return completed;
  }

  private static LogRecord.Half half(Headers headers) {
    if (headers.lastHeader("__debezium.newkey") != null) {
      return LogRecord.Half.OLD;
    }
    boolean second = headers.lastHeader("__debezium.oldkey") != null;
    return second ? LogRecord.Half.NEW : LogRecord.Half.NONE;
  }

  /** A topic deleted and created again under our feet would otherwise go unnoticed. */
  private void checkSometimes() {
    if (System.nanoTime() - checkedAt > CHECK_NANOS) {
      check();
    }
  }

  private void check() {
    String now = topic.id();
    if (!now.equals(id)) {
      throw Gaps.topic(topic.name(), "is another one than before");
    }
    checkedAt = System.nanoTime();
  }

  private ProblemException failed(KafkaException e) {
    return e instanceof InterruptException ? KafkaClients.interrupted() : clients.unreachable(e);
  }

  @Override
  public void close() {
    reader.close();
    topic.close();
  }
}
