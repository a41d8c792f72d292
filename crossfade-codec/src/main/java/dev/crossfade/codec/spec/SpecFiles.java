package dev.crossfade.codec.spec;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The files of one specification, wherever they are. */
interface SpecFiles {

  /** Whether there is a file of this name. */
  boolean has(String name);

  /** The text of a file, or empty with a problem. */
  Optional<String> read(String name, List<Problem> problems);

  /** Names of files that match a pattern, sorted. */
  List<String> matching(List<String> patterns, List<Problem> problems);

  /** The commit that they are of, if that is known. */
  @Nullable String commit();

  /** Patterns as they are compared; one that is none is a problem. */
  static List<PathMatcher> matchers(List<String> patterns, List<Problem> problems) {
    List<PathMatcher> matchers = new ArrayList<>();
    for (String pattern : patterns) {
      try {
        matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
      } catch (PatternSyntaxException e) {
        problems.add(
            Problem.of(
                    SpecProblem.BAD_VALUE,
                    "'" + pattern + "' is not a file pattern",
                    "`include` takes patterns with *, ** and ?",
                    "write for example entities/*.yaml")
                .at(new Location(SpecificationLoader.MAIN, 1, 1)));
      }
    }
    return matchers;
  }
}
