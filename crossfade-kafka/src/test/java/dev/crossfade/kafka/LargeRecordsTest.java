package dev.crossfade.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.CaptureStatus.State;
import dev.crossfade.spi.source.ChangeStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that are larger than what Kafka takes. */
class LargeRecordsTest {

  private static final int MEBIBYTE = 1 << 20;

  private final String name = Services.fresh("record");
  private CaptureRequest request;
  private KafkaChangeCapture capture;

  @BeforeEach
  void capture() throws Exception {
    Services.run(Services.postgres(), "CREATE TABLE " + name + "(id bigint PRIMARY KEY, v text)");
    request = PostgresSourceFixture.prepare(name, List.of(PostgresSourceFixture.simple(name)));
    capture = new KafkaChangeCapture(Services.access(), name, "crm");
  }

  @AfterEach
  void remove() {
    capture.remove();
    capture.close();
  }

  @Test
  void aRecordThatKafkaRefusesIsNamedAndComesOnceItIsLetIn() throws Exception {
    String topic = "cf." + name + ".cdc.crm";
    create(topic, 200_000);
    capture.ensure(request);
    Services.run(
        Services.postgres(),
        "INSERT INTO "
            + name
            + " SELECT 1, string_agg(md5(n::text), '') FROM generate_series(1, 32768) n",
        PostgresSourceFixture.mark(name, 1));
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (capture.status().state() != State.FAILED && System.nanoTime() < deadline) {
      Thread.sleep(200);
    }
    Problem problem = Objects.requireNonNull(capture.status().problem());
    assertThat(problem.code()).isEqualTo(KafkaProblem.RECORD_TOO_LARGE);
    assertThat(problem.why()).contains("RecordTooLargeException");
    assertThat(problem.fix()).contains("max.message.bytes", "nothing was skipped");

    largestMessage(topic, 256 * MEBIBYTE);
    capture.ensure(request);
    Drain drain = new Drain();
    try (ChangeStream stream = capture.openStream()) {
      stream.seek(stream.beginning());
      drain.untilMark(stream, 1);
    }
    assertThat(drain.applied()).hasSize(1);
  }

  private static void create(String topic, int largestMessage) throws Exception {
    Map<String, String> settings = Map.of("max.message.bytes", Integer.toString(largestMessage));
    NewTopic wanted = new NewTopic(topic, 1, (short) 1).configs(settings);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", Services.access().bootstrap()))) {
      admin.createTopics(List.of(wanted)).all().get();
    }
  }

  private static void largestMessage(String topic, int bytes) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Collection<AlterConfigOp> setting =
        List.of(
            new AlterConfigOp(
                new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
                AlterConfigOp.OpType.SET));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", Services.access().bootstrap()))) {
      admin.incrementalAlterConfigs(Map.of(resource, setting)).all().get();
    }
  }
}
