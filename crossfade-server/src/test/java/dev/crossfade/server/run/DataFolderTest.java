package dev.crossfade.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ServerProblem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path folder;

  @Test
  void oneAtATime() {
    Path data = folder.resolve("data");
    try (DataFolder first = DataFolder.claim(data)) {
      assertThat(DataFolder.claimIfFree(data)).isEmpty();
      assertThatThrownBy(() -> DataFolder.claim(data))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(ServerProblem.DATA_FOLDER_IN_USE));
    }
    try (DataFolder second = DataFolder.claimIfFree(data).orElseThrow()) {
      assertThat(data.resolve("run.lock")).exists();
    }
  }
}
