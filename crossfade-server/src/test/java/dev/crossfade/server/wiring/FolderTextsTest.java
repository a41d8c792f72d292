package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTextsTest {

  @TempDir private Path folder;

  private Path write(String name, byte... text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, text);
  }

  @Test
  void what_services_keep_in_hidden_folders_is_no_part_of_it() throws IOException {
    write("crossfade.yaml", (byte) 'a');
    write("entities/contact.yml", (byte) 'b');
    write("entities/notes.txt", (byte) 0xE4);
    write(".crossfade/kafka/broker.yaml", (byte) 0xE4);
    write("entities/.old/contact.yaml", (byte) 'c');
    assertThat(FolderTexts.of(folder)).containsOnlyKeys("crossfade.yaml", "entities/contact.yml");
  }

  @Test
  void its_own_name_may_begin_with_a_dot() throws IOException {
    write(".spec/crossfade.yaml", (byte) 'a');
    assertThat(FolderTexts.of(folder.resolve(".spec"))).containsEntry("crossfade.yaml", "a");
  }

  @Test
  void a_file_that_is_gone_is_none() throws IOException {
    Files.createSymbolicLink(folder.resolve("gone.yaml"), folder.resolve("nowhere"));
    assertThat(FolderTexts.of(folder)).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_a_problem_that_names_it() throws IOException {
    Path file = write("deploy/values.yaml", (byte) 0xE4);
    assertThatThrownBy(() -> FolderTexts.of(folder))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().what()).contains(file.toString());
              assertThat(e.problem().why()).contains("UTF-8");
              assertThat(e.problem().fix()).isNotEmpty();
            });
    assertThatThrownBy(() -> FolderTexts.of(folder.resolve("nowhere")))
        .isInstanceOf(ProblemException.class);
  }
}
