package dev.crossfade.server.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnifiedDiffTest {

  @TempDir private Path folder;

  @Test
  void equal_texts_have_no_difference() {
    assertThat(UnifiedDiff.of("a.yaml", "a\nb\n", "a\nb\n")).isEmpty();
  }

  @Test
  void changes_stand_in_their_surroundings() {
    String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n";
    String after = before.replace("2\n3\n", "2\nthree\n").replace("14\n", "14\nmore\n");
    assertThat(UnifiedDiff.of("x/a.yaml", before, after))
        .containsExactly(
            "--- a/x/a.yaml",
            "+++ b/x/a.yaml",
            "@@ -1,6 +1,6 @@",
            " 1",
            " 2",
            "-3",
            "+three",
            " 4",
            " 5",
            " 6",
            "@@ -12,4 +12,5 @@",
            " 12",
            " 13",
            " 14",
            "+more",
            " 15");
  }

  @Test
  void git_makes_of_the_old_text_the_new_one() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      List<String> old = IntStream.range(0, 30).mapToObj(n -> "line " + n % 7).toList();
      List<String> changed = new ArrayList<>(old);
      for (int k = 0; k < 4; k++) {
        int at = random.nextInt(changed.size());
        switch (random.nextInt(3)) {
          case 0 -> changed.remove(at);
          case 1 -> changed.add(at, "new " + k);
          default -> changed.set(at, "other " + k);
        }
      }
      String before = String.join("\n", old) + "\n";
      String after = String.join("\n", changed) + "\n";
      Files.writeString(folder.resolve("f"), before);
      String diff = String.join("\n", UnifiedDiff.of("f", before, after)) + "\n";
      Files.writeString(folder.resolve("d"), diff);
      Process git =
          new ProcessBuilder("git", "apply", "d").directory(folder.toFile()).inheritIO().start();
      assertThat(git.waitFor()).as(diff).isZero();
      assertThat(Files.readString(folder.resolve("f"))).isEqualTo(after);
    }
  }
}
