package dev.crossfade.it.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files, and packages that say what they are and that null is an exception in them. */
class SourceFilesTest {
  private static final int HARD_STOP = 400;
  private static final String LONG = "@Tag(\"long\")";

  @Test
  void noFileIsLong() {
    assertThat(longer(HARD_STOP, SourceTree.javaFiles("src/main/java"))).isEmpty();
    assertThat(longer(HARD_STOP, SourceTree.javaFiles("src/test/java"))).isEmpty();
  }

  @Test
  void mostFilesAreSmall() {
    List<Integer> sizes =
        SourceTree.javaFiles("src/main/java").stream()
            .map(file -> SourceTree.lines(file).size())
            .sorted()
            .toList();

    assertThat(sizes.get(sizes.size() / 2)).as("median").isLessThanOrEqualTo(70);
    assertThat(sizes.get(sizes.size() * 9 / 10)).as("p90").isLessThanOrEqualTo(200);
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() {
    assertThat(undescribed(SourceTree.javaFiles("src/main/java"))).isEmpty();
  }

  @Test
  void bothRulesCanFail(@TempDir Path folder) throws Exception {
    Path tooLong = folder.resolve("Long.java");
    Files.writeString(tooLong, "\n".repeat(HARD_STOP + 1));

    assertThat(longer(HARD_STOP, List.of(tooLong))).containsExactly(tooLong);
    assertThat(undescribed(List.of(tooLong))).containsExactly(folder);
  }

  /** A test that nothing plays shows nothing. */
  @Test
  void everyLongTestIsPlayed() {
    List<String> more = SourceTree.lines(SourceTree.root().resolve(".ci/more"));

    assertThat(SourceTree.javaFiles("src/test/java"))
        .filteredOn(
            file -> SourceTree.lines(file).stream().map(String::strip).anyMatch(LONG::equals))
        .isNotEmpty()
        .allMatch(file -> played(more, name(file)));
    assertThat(played(List.of("-Dtest='KilledRepairTest,*FenceTest'"), "RepairTest")).isFalse();
    assertThat(played(List.of("# RepairTest"), "RepairTest")).isFalse();
  }

  private static boolean played(List<String> script, String test) {
    return script.stream()
        .filter(line -> line.contains("-Dtest="))
        .anyMatch(line -> line.matches(".*\\b" + test + "\\b.*"));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static List<Path> longer(int limit, List<Path> files) {
    return files.stream().filter(file -> SourceTree.lines(file).size() > limit).toList();
  }

  private static List<Path> undescribed(List<Path> files) {
    List<Path> found = new ArrayList<>();
    for (Path folder : files.stream().map(Path::getParent).distinct().toList()) {
      Path info = folder.resolve("package-info.java");
      if (!Files.exists(info) || !described(SourceTree.lines(info))) {
        found.add(folder);
      }
    }
    return found;
  }

  private static boolean described(List<String> lines) {
    return lines.contains("@NullMarked") && lines.get(0).startsWith("/**");
  }
}
