package dev.crossfade.core.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.preflight.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/cutover.md shows the steps as they are. */
class CutoverDocumentTest {

  @Test
  void the_document_has_the_table() throws IOException {
    Path file = Path.of(System.getProperty("crossfade.root"), "docs/cutover.md");
    assertThat(Files.readString(file)).contains(CutoverStep.table()).contains(Item.table());
  }
}
