package dev.crossfade.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.codec.form.JsonSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The published schema is the one the parser uses; {@code -Dgolden.update=true} publishes it. */
class JsonSchemaTest {

  @Test
  void isPublished() throws Exception {
    Path file =
        Path.of(System.getProperty("crossfade.root"), "docs/schema/crossfade-v1.schema.json");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, JsonSchema.text());
    }
    assertThat(JsonSchema.text()).isEqualTo(Files.readString(file));
  }
}
