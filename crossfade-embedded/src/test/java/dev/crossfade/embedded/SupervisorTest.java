package dev.crossfade.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {

  @TempDir Path folder;

  @Test
  void bringsAKilledServiceBackOnTheSamePort() throws Exception {
    try (var postgres = EmbeddedPostgres.start(folder);
        var supervisor = Supervisor.watch(postgres, Duration.ofMillis(50))) {
      for (int kill = 1; kill <= 2; kill++) {
        postgres.killForcibly();
        for (int i = 0; i < 200 && supervisor.restarts() < kill; i++) {
          Thread.sleep(50);
        }
        assertThat(supervisor.restarts()).isEqualTo(kill);
        assertThat(postgres.answers()).isTrue();
      }
    }
  }

  @Test
  void leavesAClosedServiceAlone() throws Exception {
    var postgres = EmbeddedPostgres.start(folder);
    try (var supervisor = Supervisor.watch(postgres, Duration.ofMillis(20))) {
      postgres.close();
      Thread.sleep(300);
      assertThat(supervisor.restarts()).isZero();
      assertThat(postgres.alive()).isFalse();
    }
  }
}
