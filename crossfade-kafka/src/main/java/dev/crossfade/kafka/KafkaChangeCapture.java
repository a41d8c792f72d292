package dev.crossfade.kafka;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.kafka.connect.CaptureNames;
import dev.crossfade.kafka.connect.Connector;
import dev.crossfade.kafka.decode.EnvelopeDecoder;
import dev.crossfade.kafka.stream.KafkaChangeStream;
import dev.crossfade.kafka.stream.KafkaRota;
import dev.crossfade.kafka.stream.SourceTopic;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.CaptureStatus;
import dev.crossfade.spi.source.ChangeCapture;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.RolledBack;
import dev.crossfade.spi.source.StreamRota;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Change capture of one source by Debezium on Kafka Connect into one topic with one partition.
 * Thread-safe.
 */
public final class KafkaChangeCapture implements ChangeCapture {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaChangeCapture.class);

  private final KafkaAccess access;
  private final CaptureNames names;
  private final SourceTopic topic;
  private final Connector connector;
  private final RolledBack undone;
  private volatile @Nullable CaptureRequest request;

  /** Of a source whose log holds nothing that was rolled back. */
  public KafkaChangeCapture(KafkaAccess access, String migration, String source) {
    this(access, migration, source, RolledBack.NONE);
  }

  /**
   * Of any source.
   *
   * @param undone what its log says of transactions that were rolled back
   */
  public KafkaChangeCapture(
      KafkaAccess access, String migration, String source, RolledBack undone) {
    this.undone = undone;
    this.access = access;
    this.names = new CaptureNames(migration, source);
    this.topic = new SourceTopic(access, names.topic());
    this.connector = new Connector(access, names);
  }

  @Override
  public synchronized void ensure(CaptureRequest wanted) {
    request = wanted;
    topic.ensure();
    if (!wanted.engine().equals("postgresql")) {
      topic.ensureHistory(names.history());
    }
    long before = topic.end();
    connector.configure(wanted, topic.largestRecord());
    connector.awaitDelivery(wanted, () -> topic.end() > before && anchored(wanted));
    LOG.info(
        "capture running migration={} source={} topic={} tables={}",
        names.migration(),
        names.source(),
        names.topic(),
        wanted.tables().size());
  }

  /**
   * Whether a restart goes on where this start began. PostgreSQL's slot remembers that; MariaDB's
   * connector would begin at the end of the log again, and what lies between would be missing.
   */
  private boolean anchored(CaptureRequest wanted) {
    return wanted.engine().equals("postgresql") || !connector.position().isEmpty();
  }

  @Override
  public String position() {
    return connector.position();
  }

  @Override
  public CaptureStatus status() {
    try {
      return connector.status(request);
    } catch (ProblemException e) {
      return new CaptureStatus(CaptureStatus.State.UNREACHABLE, e.problem());
    }
  }

  @Override
  public ChangeStream openStream() {
    CaptureRequest current = request;
    if (current == null) {
      throw new IllegalStateException("ensure comes first: it says how to read the stream");
    }
    return openStream(access, current, undone);
  }

  /**
   * Opens the stream of what this or another process captures; touches nothing else.
   *
   * @param captured how it is captured; names of the log and the login do not matter
   * @param undone what the log of the source says of transactions that were rolled back
   */
  public static ChangeStream openStream(
      KafkaAccess access, CaptureRequest captured, RolledBack undone) {
    String topic = new CaptureNames(captured.migration(), captured.source()).topic();
    EnvelopeDecoder decoder =
        new EnvelopeDecoder(
            captured.engine(),
            captured.migration(),
            captured.tables(),
            captured.unavailableMarker(),
            captured.zeroDates());
    return new KafkaChangeStream(access, topic, captured.engine(), decoder, undone);
  }

  /** Shares the streams of these sources, which are captured, with others who do the same. */
  public static StreamRota openRota(
      KafkaAccess access, String migration, Collection<String> sources) {
    Map<String, String> topics = new TreeMap<>();
    sources.forEach(source -> topics.put(source, new CaptureNames(migration, source).topic()));
    return new KafkaRota(access, CaptureNames.group(migration), topics);
  }

  @Override
  public synchronized void remove() {
    connector.remove();
    topic.delete(List.of(names.history()));
    LOG.info("capture removed migration={} source={}", names.migration(), names.source());
  }

  @Override
  public void close() {
    topic.close();
  }
}
