package dev.crossfade.it.docs;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.it.house.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All problem codes of the product, with what their Javadoc says. */
final class ProblemCodes {
  /**
   * One constant.
   *
   * @param code the constant
   * @param module the module that declares it
   * @param meaning its Javadoc, or its name in words
   */
  record Entry(ProblemCode code, String module, String meaning) {}

  private static final List<Entry> ALL = read();

  private ProblemCodes() {}

  static List<Entry> all() {
    return ALL;
  }

  private static List<Entry> read() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("crossfade-it"))
            .importPackages("dev.crossfade")
            .stream()
            .filter(type -> type.isEnum() && type.isAssignableTo(ProblemCode.class))
            .filter(type -> !type.getPackageName().startsWith("dev.crossfade.testkit"))
            .flatMap(ProblemCodes::constants)
            .sorted(Comparator.comparingInt(entry -> entry.code().number()))
            .toList();
  }

  private static Stream<Entry> constants(JavaClass type) {
    String module = "crossfade-" + type.getPackageName().split("\\.")[2];
    String source = source(module, type.getFullName());
    return Stream.of(load(type.getFullName()).getEnumConstants())
        .map(ProblemCode.class::cast)
        .map(code -> new Entry(code, module, meaning(code, source)));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String source(String module, String type) {
    Path file =
        SourceTree.root()
            .resolve(module)
            .resolve("src/main/java")
            .resolve(type.replace('.', '/') + ".java");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the code says of itself, else its Javadoc, else its name in words. */
  private static String meaning(ProblemCode code, String source) {
    try {
      java.lang.reflect.Method said = code.getClass().getMethod("meaning");
      said.setAccessible(true);
      return String.valueOf(said.invoke(code));
    } catch (NoSuchMethodException e) {
      return meaning(source, ((Enum<?>) code).name());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String meaning(String source, String constant) {
    Pattern documented =
        Pattern.compile("/\\*\\*((?:[^*]|\\*(?!/))*)\\*/\\s*" + constant + "\\b", Pattern.DOTALL);
    Matcher matcher = documented.matcher(source);
    if (matcher.find()) {
      return matcher
          .group(1)
          .replaceAll("\\s*\\n\\s*\\* ?", " ")
          .replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
          .strip();
    }
    String words = constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }
}
