package dev.crossfade.embedded.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSpecificationTest {

  private static final Path WRITTEN = Path.of("src/main/resources/demo/specification");

  @TempDir Path folder;

  @Test
  void writesEveryFileOfTheFolderAndNoOther() throws IOException {
    DemoSpecification.writeTo(folder);
    assertThat(files(folder)).isEqualTo(files(WRITTEN)).hasSizeGreaterThan(20);
    for (String file : files(WRITTEN)) {
      assertThat(folder.resolve(file)).hasSameTextualContentAs(WRITTEN.resolve(file));
    }
  }

  @Test
  void carriesEveryTableOfTheCompany() throws IOException {
    String entities =
        DemoSpecification.files().stream()
            .map(file -> Script.read("/demo/specification/" + file))
            .collect(Collectors.joining());
    for (String table : tables("crm.sql")) {
      assertThat(entities).contains("table: public." + table + "\n");
    }
    for (String table : tables("ads.sql")) {
      assertThat(entities).contains("table: ads." + table + "\n");
    }
  }

  private static List<String> tables(String script) {
    return Script.read("/demo/" + script)
        .lines()
        .filter(line -> line.startsWith("CREATE TABLE "))
        .map(line -> line.split(" ")[2])
        .toList();
  }

  private static Set<String> files(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
