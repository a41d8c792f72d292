package dev.crossfade.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir private Path folder;

  @Test
  void theReportOfAnEarlierRunIsDeletedAtTheStart() throws IOException {
    Path file = Files.writeString(folder.resolve("report.json"), "{\"proven\": true}");

    ReportFile.expectAt(file);

    assertThat(file).doesNotExist();
  }
}
