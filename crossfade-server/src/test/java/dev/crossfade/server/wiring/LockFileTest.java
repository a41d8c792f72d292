package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.codec.catalog.CatalogLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to mend a file of tables is not stopped by it. */
class LockFileTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "specification");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<<<<<<< ours",
        "{\"apiVersion\": \"crossfade.dev/catalog/v9\", \"sources\": {}}",
        "{\"apiVersion\": \"crossfade.dev/catalog/v1\", \"sources\": {\"crm\": [{}]}}"
      })
  void ofAFileThatCannotBeUnderstoodNothingIsKnown(String text) throws IOException {
    Files.writeString(folder.resolve(CatalogLock.FILE), text);

    assertThat(LockFile.known(folder)).isEmpty();
  }

  @Test
  void whatCanBeUnderstoodIsKnown() {
    assertThat(LockFile.known(EXAMPLE)).containsOnlyKeys("crm");
    assertThat(LockFile.known(folder)).isEmpty();
  }
}
