package dev.crossfade.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptionTest {

  @TempDir Path folder;

  private EmbeddedService<?> start(String service) {
    DatabaseOptions shop = DatabaseOptions.database("shop");
    return switch (service) {
      case "postgres" -> EmbeddedPostgres.start(folder, shop);
      case "mariadb" -> EmbeddedMariaDb.start(folder, shop);
      default -> EmbeddedKafka.start(folder);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "mariadb", "kafka"})
  void findsTheServiceOfAKilledParentAndStopsIt(String service) throws Exception {
    long orphan;
    try (OtherJvm parent = OtherJvm.starting(service, folder)) {
      orphan = parent.servicePid();
      parent.killNine();
    }
    assertThat(ProcessHandle.of(orphan)).as("outlives its parent").isPresent();
    try (var adopted = start(service)) {
      assertThat(adopted.pid()).isEqualTo(orphan);
      assertThat(adopted.answers()).isTrue();
    }
    assertThat(gone(orphan)).isTrue();
  }

  @Test
  void findsAServiceWhoseNumberWasNotRecorded() throws Exception {
    long orphan;
    try (OtherJvm parent = OtherJvm.starting("postgres", folder)) {
      orphan = parent.servicePid();
      parent.killNine();
    }
    forget("pid", "started");
    try (var adopted = start("postgres")) {
      assertThat(adopted.pid()).isEqualTo(orphan);
    }
  }

  @Test
  void replacesASilentOrphan() throws Exception {
    long orphan;
    try (OtherJvm parent = OtherJvm.starting("postgres", folder)) {
      orphan = parent.servicePid();
      parent.killNine();
    }
    new ProcessBuilder("sh", "-c", "kill -STOP " + orphan).start().waitFor();
    try (var fresh = start("postgres")) {
      assertThat(fresh.pid()).isNotEqualTo(orphan);
      assertThat(fresh.answers()).isTrue();
    }
    assertThat(gone(orphan)).isTrue();
  }

  @Test
  void neverTakesAStrangerWithTheSameNumberForTheService() throws Exception {
    start("postgres").close();
    Path state = folder.resolve("service.properties");
    long self = ProcessHandle.current().pid();
    Files.writeString(state, Files.readString(state) + "pid=" + self + "\nstarted=1\n");
    try (var postgres = start("postgres")) {
      assertThat(postgres.pid()).isNotEqualTo(self);
      assertThat(postgres.answers()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void stopsTheServiceWithItsParent(String signal) throws Exception {
    try (OtherJvm parent = OtherJvm.starting("postgres", folder)) {
      parent.signal(signal);
      assertThat(gone(parent.servicePid())).isTrue();
    }
  }

  @Test
  void refusesAFolderThatAnotherProcessHolds() throws Exception {
    try (OtherJvm parent = OtherJvm.starting("postgres", folder)) {
      assertThat(gone(parent.servicePid())).isFalse();
      assertThatThrownBy(() -> start("postgres"))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(EmbeddedProblem.FOLDER_IN_USE));
    }
  }

  private void forget(String... names) throws Exception {
    Path state = folder.resolve("service.properties");
    List<String> kept =
        Files.readAllLines(state).stream()
            .filter(line -> List.of(names).stream().noneMatch(n -> line.startsWith(n + "=")))
            .toList();
    Files.write(state, kept);
  }

  /** Dead, or a zombie nobody has collected yet: Java calls a zombie alive. */
  private static boolean gone(long pid) throws Exception {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    return !Files.exists(stat) || Files.readString(stat).contains(") Z ");
  }
}
