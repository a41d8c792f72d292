package dev.crossfade.it.docs;

import dev.crossfade.it.house.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of the repository.
 *
 * @param file where it is
 * @param text its content
 */
record Markdown(Path file, String text) {
  private static final Pattern FENCE =
      Pattern.compile("^```(\\w*)[^\\n]*\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

  /**
   * A fenced block.
   *
   * @param language the word after the fence
   * @param text its lines
   */
  record Block(String language, String text) {}

  static Markdown read(String path) {
    Path file = SourceTree.root().resolve(path);
    try {
      return new Markdown(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** README, CONTRIBUTING, CHANGELOG and everything below docs. */
  static List<Markdown> all() {
    List<Markdown> documents = new ArrayList<>();
    for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      documents.add(read(name));
    }
    Path root = SourceTree.root();
    try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
      files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(file -> documents.add(read(root.relativize(file).toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return documents;
  }

  List<Block> blocks(String... languages) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = FENCE.matcher(text);
    while (matcher.find()) {
      if (List.of(languages).contains(matcher.group(1))) {
        blocks.add(new Block(matcher.group(1), matcher.group(2)));
      }
    }
    return blocks;
  }

  /** Targets of links into the repository. */
  List<String> links() {
    List<String> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(FENCE.matcher(text).replaceAll(""));
    while (matcher.find()) {
      if (!matcher.group(1).contains("://")) {
        links.add(matcher.group(1));
      }
    }
    return links;
  }

  @Override
  public String toString() {
    return SourceTree.root().relativize(file).toString();
  }
}
