package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.mapping.function.FunctionManual;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/functions.md says what the library does; {@code -Dgolden.update=true} writes it. */
class FunctionManualTest {

  @Test
  void isUpToDate() throws Exception {
    Path file = Path.of(System.getProperty("crossfade.root"), "docs/functions.md");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, FunctionManual.markdown());
    }
    assertThat(FunctionManual.markdown()).isEqualTo(Files.readString(file));
  }
}
