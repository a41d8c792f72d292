package dev.crossfade.kafka;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.KafkaEndpoint;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** [NO-SILENT-LOSS] Broker and Connect die inside the delivery of one COPY. */
class KilledConnectTest {

  private static final int ROWS = 1_000;

  @Test
  void everyRowOfACopyArrivesOnceThoughConnectWasKilled() throws Exception {
    play(2, Services.access());
  }

  @Test
  void everyRowOfACopyArrivesOnceThoughItComesInParts() throws Exception {
    play(1, Services.access().held(64, 1 << 20));
  }

  @Test
  @Tag("long")
  void everyRowOfACopyArrivesOnceThoughConnectWasKilledTwentyTimes() throws Exception {
    play(20, Services.access());
  }

  /** A worker that starts answers that it knows nothing, and has its connectors a moment later. */
  @Test
  void whatIsRemovedWhileConnectStartsDoesNotComeBack() throws Exception {
    String gone = Services.fresh("gone");
    String left = Services.fresh("left");
    try (KafkaChangeCapture going = captured(gone);
        KafkaChangeCapture leaving = captured(left)) {
      Services.kafka().killForcibly();
      Thread start = new Thread(KilledConnectTest::restart);
      start.start();
      await().atMost(ofMinutes(1)).pollInterval(ofMillis(20)).until(() -> removed(going));
      start.join();

      await().atMost(ofMinutes(1)).until(() -> connectors().contains("cf-" + left + "-crm"));
      assertThat(connectors()).doesNotContain("cf-" + gone + "-crm");
      leaving.remove();
    }
  }

  private static KafkaChangeCapture captured(String name) throws Exception {
    Services.run(Services.postgres(), "CREATE TABLE " + name + "(id bigint PRIMARY KEY, v text)");
    KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "crm");
    capture.ensure(
        PostgresSourceFixture.prepare(name, List.of(PostgresSourceFixture.simple(name))));
    return capture;
  }

  private static void restart() {
    try {
      Services.kafka().restart();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean removed(KafkaChangeCapture capture) {
    try {
      capture.remove();
      return true;
    } catch (ProblemException e) {
      assertThat(e.problem().code().kind()).isEqualTo(Kind.TRANSIENT);
      return false;
    }
  }

  private static String connectors() throws Exception {
    URI list = URI.create(Services.access().connect() + "/connectors");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static void play(int rounds, KafkaAccess access) throws Exception {
    String name = Services.fresh("killed");
    Services.run(Services.postgres(), "CREATE TABLE " + name + "(id bigint PRIMARY KEY, v text)");
    List<TableSchema> tables = List.of(PostgresSourceFixture.simple(name));
    CaptureRequest request = PostgresSourceFixture.prepare(name, tables);
    Random random = new Random(rounds);
    Drain drain = new Drain();
    try (KafkaChangeCapture capture = new KafkaChangeCapture(access, name, "crm")) {
      capture.ensure(request);
      int cut = 0;
      for (int round = 1; round <= rounds; round++) {
        cut += round(capture, request, drain, round, random) ? 1 : 0;
      }
      assertThat(drain.applied()).hasSize(rounds * ROWS);
      assertThat(drain.applied().stream().map(KilledConnectTest::id))
          .containsExactlyElementsOf(LongStream.range(0, (long) rounds * ROWS).boxed().toList());
      System.out.println("rounds=" + rounds + " transactions cut by the kill=" + cut);
      capture.remove();
    }
  }

  private static Long id(Change change) {
    return (Long) change.after()[0];
  }

  private static boolean round(
      KafkaChangeCapture capture, CaptureRequest request, Drain drain, int round, Random random)
      throws Exception {
    EmbeddedService<KafkaEndpoint> kafka = Services.kafka();
    String table = request.tables().get(0).id().name();
    boolean cut;
    try (RawTopic raw = new RawTopic(Services.access(), "cf." + table + ".cdc.crm")) {
      copy(table, (round - 1) * ROWS);
      raw.awaitRows(50 + random.nextInt(900));
      kafka.killForcibly();
      cut = raw.inside();
    }
    kafka.restart();
    capture.ensure(request);
    Services.run(Services.postgres(), PostgresSourceFixture.mark(table, round));
    try (ChangeStream stream = capture.openStream()) {
      stream.seek(drain.next());
      drain.untilMark(stream, round);
    }
    return cut;
  }

  private static void copy(String table, int from) throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append(from + i).append("\tvalue ").append(i).append('\n');
    }
    try (Connection connection = Services.connect(Services.postgres())) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY " + table + " FROM STDIN", new StringReader(rows.toString()));
    }
  }
}
