package dev.crossfade.it.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every document: links lead somewhere, and every example is at least well-formed. */
class DocumentsTest {
  static Stream<Markdown> documents() {
    return Markdown.all().stream();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadSomewhere(Markdown document) {
    Path folder = document.file().toAbsolutePath().getParent();

    assertThat(document.links())
        .allSatisfy(link -> assertThat(folder.resolve(link).normalize()).exists());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void yamlAndJsonParse(Markdown document) {
    for (Markdown.Block block : document.blocks("yaml")) {
      assertThatCode(() -> parseYaml(block.text())).as(block.text()).doesNotThrowAnyException();
    }
    for (Markdown.Block block : document.blocks("json")) {
      assertThatCode(() -> new ObjectMapper().readTree(block.text()))
          .as(block.text())
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void shellBlocksAreShell(Markdown document) throws Exception {
    for (Markdown.Block block : document.blocks("sh")) {
      assertThat(shellComplaint(block.text())).as(block.text()).isEmpty();
    }
  }

  @Test
  void theseChecksCanFail(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("x.md");
    Files.writeString(file, "[x](gone.md)\n```sh\nif true; do\n```\n```yaml\na: [\n```\n");
    Markdown bad = new Markdown(file, Files.readString(file));

    assertThat(bad.links()).containsExactly("gone.md");
    assertThat(shellComplaint(bad.blocks("sh").get(0).text())).isNotEmpty();
    assertThatCode(() -> parseYaml(bad.blocks("yaml").get(0).text()))
        .isInstanceOf(RuntimeException.class);
  }

  private static void parseYaml(String text) {
    new Load(LoadSettings.builder().build()).loadAllFromString(text).forEach(node -> {});
  }

  private static String shellComplaint(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of("sh", "-n", "-c", script)).redirectErrorStream(true).start();
    String complaint = new String(process.getInputStream().readAllBytes());
    return process.waitFor() == 0 ? "" : complaint;
  }
}
