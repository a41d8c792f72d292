package dev.crossfade.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.codec.spec.VisibleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run keeps its data below the folder of its specification. */
class VisibleFilesTest {

  @Test
  void whatIsHiddenBelongsToNoSpecification(@TempDir Path folder) throws Exception {
    for (String name :
        new String[] {
          "crossfade.yaml", "entities/item.yaml", "entities/.item.yaml", ".crossfade/kafka/log.yaml"
        }) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    }
    assertThat(VisibleFiles.in(folder))
        .containsExactly(folder.resolve("crossfade.yaml"), folder.resolve("entities/item.yaml"));
    assertThat(VisibleFiles.in(folder.resolve(".crossfade")))
        .as("who names it means it")
        .containsExactly(folder.resolve(".crossfade/kafka/log.yaml"));
  }
}
