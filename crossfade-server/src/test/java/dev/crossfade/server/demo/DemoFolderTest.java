package dev.crossfade.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  @TempDir private Path top;

  @Test
  void databasesWithoutTheMarkerAreNoCompany() throws IOException {
    DemoFolder folder = DemoFolder.at(top.resolve("demo"));
    Files.createDirectories(folder.path().resolve("crm/data"));

    assertThat(folder.used()).isTrue();
    assertThat(folder.movedIn()).isFalse();
    folder.rememberMovedIn();
    assertThat(folder.movedIn()).isTrue();
  }

  /** A gateway obeys no earlier record than it had, and a log that was signed is not begun anew. */
  @Test
  void whatAStoreSaidThatIsGoneIsForgotten() throws IOException {
    DemoFolder folder = DemoFolder.at(top.resolve("demo"));
    Files.createDirectories(folder.path().resolve("control/data"));
    Files.createDirectories(folder.path().resolve("gateway"));
    Files.createDirectories(folder.path().resolve("audit/checkpoints"));
    folder.clearServices();

    folder.forgetRecords();

    assertThat(folder.path().resolve("gateway")).doesNotExist();
    assertThat(folder.path().resolve("audit")).isEmptyDirectory();
  }

  @Test
  void clearingLeavesNeitherDatabasesNorTheMarker() throws IOException {
    DemoFolder folder = DemoFolder.at(top.resolve("demo"));
    Files.createDirectories(folder.path().resolve("crm/data"));
    Files.createDirectories(folder.path().resolve("crm.leaving/data"));
    folder.rememberMovedIn();

    folder.clear();

    assertThat(folder.used()).isFalse();
    assertThat(folder.movedIn()).isFalse();
    assertThat(folder.path().resolve("crm.leaving")).doesNotExist();
  }
}
