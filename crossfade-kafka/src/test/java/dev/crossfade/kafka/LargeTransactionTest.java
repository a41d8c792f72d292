package dev.crossfade.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.StreamBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions larger than what is held come in parts, and mean the same. */
class LargeTransactionTest {

  private static final int ROWS = 40;

  private final String name = Services.fresh("large");
  private CaptureRequest request;
  private KafkaChangeCapture capture;

  @BeforeEach
  void capture() throws Exception {
    Services.run(Services.postgres(), "CREATE TABLE " + name + "(id bigint PRIMARY KEY, v text)");
    request = PostgresSourceFixture.prepare(name, List.of(PostgresSourceFixture.simple(name)));
    capture = new KafkaChangeCapture(Services.access(), name, "crm");
    capture.ensure(request);
  }

  @AfterEach
  void remove() {
    capture.remove();
    capture.close();
  }

  /** One transaction with a change of the key in it, a small one, and a mark. */
  private void write(int width) throws Exception {
    Services.run(
        Services.postgres(),
        "BEGIN",
        "INSERT INTO %s SELECT i, repeat('x', %d) FROM generate_series(1, %d) i"
            .formatted(name, width, ROWS),
        "UPDATE %s SET id = id + 1000 WHERE id <= 7".formatted(name),
        "COMMIT",
        "DELETE FROM %s WHERE id = 9".formatted(name),
        PostgresSourceFixture.mark(name, 1));
  }

  private ChangeStream open(int changes, long bytes) throws Exception {
    KafkaChangeCapture other =
        new KafkaChangeCapture(Services.access().held(changes, bytes), name, "crm");
    other.ensure(request);
    return other.openStream();
  }

  private static List<SourceTransaction> read(ChangeStream stream, List<Long> nexts) {
    List<SourceTransaction> all = new ArrayList<>();
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (all.stream().noneMatch(tx -> tx.mark() != null)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      StreamBatch batch = stream.poll(Duration.ofMillis(300));
      all.addAll(batch.transactions());
      batch.transactions().forEach(tx -> nexts.add(batch.nextOffset()));
    }
    return all;
  }

  private static List<String> text(List<SourceTransaction> all) {
    List<String> lines = new ArrayList<>();
    for (SourceTransaction transaction : all) {
      for (Change change : transaction.changes()) {
        lines.add(
            change
                + Arrays.deepToString(change.before())
                + Arrays.deepToString(change.after())
                + transaction.end().encoded()
                + transaction.snapshotId());
      }
    }
    return lines;
  }

  @Test
  void partsHoldTheSameChangesAsTheWhole() throws Exception {
    write(3);
    try (ChangeStream whole = open(1_000, 1 << 20);
        ChangeStream parts = open(5, 1 << 20)) {
      whole.seek(whole.beginning());
      parts.seek(parts.beginning());
      List<SourceTransaction> together = read(whole, new ArrayList<>());
      List<Long> nexts = new ArrayList<>();
      List<SourceTransaction> apart = read(parts, nexts);
      assertThat(together).extracting(SourceTransaction::extent).containsOnly(Extent.WHOLE);
      assertThat(together.get(0).changes()).hasSize(ROWS + 7);
      assertThat(together.get(0).changes().get(ROWS).op()).isEqualTo(Op.UPDATE);
      assertThat(text(apart)).isEqualTo(text(together));
      int last = extents(apart).indexOf(Extent.LAST);
      assertThat(last).isEqualTo(9);
      assertThat(extents(apart).subList(0, last)).containsOnly(Extent.PART);
      assertThat(extents(apart).subList(last + 1, apart.size())).containsOnly(Extent.WHOLE);
      assertThat(nexts.subList(0, last)).containsOnly(nexts.get(0));
      assertThat(nexts.get(last)).isGreaterThan(nexts.get(0));
      parts.seek(nexts.get(3));
      assertThat(text(read(parts, new ArrayList<>()))).isEqualTo(text(apart));
    }
  }

  @Test
  void aTagAtTheEndIsKnownWithTheFirstPart() throws Exception {
    Services.run(
        Services.postgres(),
        "BEGIN",
        "INSERT INTO %s SELECT i, 'x' FROM generate_series(1, %d) i".formatted(name, ROWS),
        "SELECT pg_logical_emit_message(true, 'crossfade', '%s back')".formatted(name),
        "COMMIT",
        "DELETE FROM %s WHERE id = 9".formatted(name),
        PostgresSourceFixture.mark(name, 1));
    try (ChangeStream whole = open(1_000, 1 << 20);
        ChangeStream parts = open(5, 1 << 20)) {
      whole.seek(whole.beginning());
      parts.seek(parts.beginning());
      assertThat(origins(read(whole, new ArrayList<>())))
          .containsExactly(Origin.WAY_BACK, Origin.OTHERS, Origin.OTHERS);
      List<Origin> apart = origins(read(parts, new ArrayList<>()));
      int others = apart.indexOf(Origin.OTHERS);
      assertThat(others).isGreaterThanOrEqualTo(8);
      assertThat(apart.subList(0, others)).containsOnly(Origin.WAY_BACK);
      assertThat(apart.subList(others, apart.size())).hasSize(2).containsOnly(Origin.OTHERS);
    }
  }

  private static List<Origin> origins(List<SourceTransaction> all) {
    return all.stream().map(SourceTransaction::origin).toList();
  }

  @Test
  void longRowsComeInPartsToo() throws Exception {
    write(50_000);
    try (ChangeStream parts = open(1_000, 200_000)) {
      parts.seek(parts.beginning());
      List<SourceTransaction> apart = read(parts, new ArrayList<>());
      assertThat(extents(apart)).contains(Extent.PART, Extent.LAST);
      assertThat(apart.get(0).changes()).hasSize(4);
      assertThat(text(apart)).hasSize(ROWS + 8);
    }
  }

  @Test
  void aLargeTransactionThatDoesNotConcernUsIsLeftOut() throws Exception {
    Services.run(
        Services.postgres(),
        "BEGIN",
        "SELECT pg_logical_emit_message(true, 'crossfade', 'x') FROM generate_series(1, 50)",
        "COMMIT",
        PostgresSourceFixture.mark(name, 1));
    try (ChangeStream parts = open(5, 1 << 20)) {
      parts.seek(parts.beginning());
      assertThat(extents(read(parts, new ArrayList<>()))).containsExactly(Extent.WHOLE);
    }
  }

  private static List<Extent> extents(List<SourceTransaction> all) {
    return all.stream().map(SourceTransaction::extent).toList();
  }
}
