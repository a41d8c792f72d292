package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.embedded.EmbeddedKafka;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.KafkaEndpoint;
import dev.crossfade.embedded.KafkaOptions;
import dev.crossfade.kafka.connect.RestartPlugin;
import dev.crossfade.oracle.check.Judgement;
import dev.crossfade.oracle.check.Oracles;
import dev.crossfade.oracle.check.Quiescence;
import dev.crossfade.oracle.reader.ProductionReader;
import dev.crossfade.oracle.workload.LiveWriter;
import dev.crossfade.oracle.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes look after one migration, with a cluster of the user's. The one that owns it stands
 * still in the middle of streaming, another one takes over, and the first wakes up again.
 */
@Tag("long")
class FrozenOwnerTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void whoeverWakesUpLateCannotAct() throws Exception {
    Path plugins = RestartPlugin.install(folder.resolve("plugins"));
    try (EmbeddedService<KafkaEndpoint> kafka =
            EmbeddedKafka.start(
                folder.resolve("own-kafka"),
                KafkaOptions.defaults().connectSetting("plugin.path", plugins.toString()));
        DemoSources sources = new DemoSources(folder, 5_000);
        JournalGate gate = new JournalGate(sources.target().endpoint());
        StoredState stored = new StoredState(sources.targetDatabase())) {
      nameCluster(sources.specification(), kafka.endpoint());
      Workload workload =
          Workload.standard(sources.trial().crm(), sources.trial().ads(), sources.journal())
              .at(200);
      try (LiveWriter writer = LiveWriter.start(workload);
          ProductionReader reader =
              ProductionReader.start(sources.trial().production(), sources.journal())) {
        Crossfade first = run(sources, "first");
        until(first, "published", stored::published);
        first.send("STOP");
        long epoch = stored.epoch();

        Crossfade second = run(sources, "second");
        until(second, "the next owner", () -> stored.epoch() > epoch);
        long seen = reader.report().total().count();
        until(second, "streaming", () -> reader.report().total().count() > seen + 500);

        first.send("CONT");
        assertThat(first.exit(PATIENCE)).as(first.output()).isNotZero();
        assertThat(first.output()).contains("CF-6021", "Another process looks after migration");
        assertThat(stored.epoch()).isEqualTo(epoch + 1);
        long later = reader.report().total().count();
        until(second, "still streaming", () -> reader.report().total().count() > later + 500);

        writer.close();
        assertThat(Quiescence.await(sources.trial(), PATIENCE)).as(second.output()).isTrue();
        assertThat(
                Crossfade.now(sources.environment(), "verify", sources.specification().toString())
                    .ok()
                    .out())
            .contains("EQUAL");
        reader.close();
        Judgement judgement = Oracles.judge(sources.trial(), reader.report());
        assertThat(judgement.red()).as(judgement.writes().toString()).isEmpty();
        assertThat(second.stop()).isIn(130, 143);
      }
      assertThat(gate.epochs()).isSorted();
    }
  }

  @Test
  void aSecondOneIsToldWhoHasTheLease() throws Exception {
    Path plugins = RestartPlugin.install(folder.resolve("plugins"));
    try (EmbeddedService<KafkaEndpoint> kafka =
            EmbeddedKafka.start(
                folder.resolve("own-kafka"),
                KafkaOptions.defaults().connectSetting("plugin.path", plugins.toString()));
        DemoSources sources = new DemoSources(folder, 1_000);
        JournalGate gate = new JournalGate(sources.target().endpoint());
        StoredState stored = new StoredState(sources.targetDatabase())) {
      nameCluster(sources.specification(), kafka.endpoint());
      Crossfade first = run(sources, "first");
      until(first, "published", stored::published);
      long epoch = stored.epoch();
      Crossfade second = run(sources, "second");
      assertThat(second.exit(PATIENCE)).as(second.output()).isEqualTo(5);
      assertThat(second.output())
          .contains("CF-6021")
          .contains("process " + first.pid())
          .containsPattern("good for another \\d s");
      assertThat(stored.epoch()).isEqualTo(epoch);
      assertThat(gate.leased()).isTrue();
      assertThat(first.stop()).isIn(130, 143);
      assertThat(gate.leased()).as("the lease is given back").isFalse();

      Crossfade third = run(sources, "third");
      until(third, "the next owner", () -> stored.epoch() > epoch);
      assertThat(third.stop()).isIn(130, 143);
    }
  }

  private static void until(Crossfade run, String when, Callable<Boolean> moment) {
    await(when)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast(() -> assertThat(run.alive()).as(run::output).isTrue())
        .until(moment);
  }

  private Crossfade run(DemoSources sources, String name) throws Exception {
    return Crossfade.start(
        folder.resolve(name + ".txt"),
        sources.environment(),
        "run",
        sources.specification().toString(),
        "--data=" + folder.resolve(name));
  }

  private static void nameCluster(Path specification, KafkaEndpoint kafka) throws IOException {
    Files.writeString(
        specification.resolve("crossfade.yaml"),
        "\nkafka:\n  bootstrap: %s\n  connectUrl: %s\n"
            .formatted(kafka.bootstrap(), kafka.connectUrl()),
        StandardOpenOption.APPEND);
  }
}
