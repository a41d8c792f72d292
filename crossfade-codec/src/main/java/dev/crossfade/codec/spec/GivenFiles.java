package dev.crossfade.codec.spec;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Problem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files that somebody sent, by their paths. */
final class GivenFiles implements SpecFiles {

  private final Map<String, String> texts;

  GivenFiles(Map<String, String> texts) {
    this.texts = new TreeMap<>(texts);
  }

  @Override
  public boolean has(String name) {
    return texts.containsKey(name);
  }

  @Override
  public Optional<String> read(String name, List<Problem> problems) {
    Optional<String> text = Optional.ofNullable(texts.get(name));
    if (text.isEmpty()) {
      problems.add(
          Problem.of(
              SpecProblem.NO_FOLDER,
              "there is no " + name + " among the files",
              "a specification has a file " + SpecificationLoader.MAIN,
              "send the whole folder"));
    }
    return text;
  }

  @Override
  public List<String> matching(List<String> patterns, List<Problem> problems) {
    List<PathMatcher> matchers = SpecFiles.matchers(patterns, problems);
    return texts.keySet().stream()
        .filter(name -> matchers.stream().anyMatch(matcher -> matcher.matches(Path.of(name))))
        .filter(name -> !name.equals(SpecificationLoader.MAIN))
        .toList();
  }

  @Override
  public @Nullable String commit() {
    return null;
  }
}
