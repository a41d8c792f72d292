package dev.crossfade.it.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules hold for the product, and each of them is able to fail. */
class HouseTest {
  private static JavaClasses product;

  @BeforeAll
  static void readProduct() {
    product =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("crossfade-it"))
            .importPackages("dev.crossfade");
  }

  static Stream<String> rules() {
    return HouseRules.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holdsForTheProduct(String rule) {
    assertThat(rule(rule).allowEmptyShould(true).evaluate(product).getFailureReport().getDetails())
        .as(rule)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void canFail(String rule) {
    JavaClasses bad = new ClassFileImporter().importPaths(BadExamples.pathsFor(rule));

    assertThat(rule(rule).evaluate(bad).hasViolation()).as("a bad example for: " + rule).isTrue();
  }

  @Test
  void seesEveryWayToSleep() {
    JavaClasses bad = new ClassFileImporter().importPaths(BadExamples.pathsFor("nobody sleeps"));

    String seen =
        String.join("\n", rule("nobody sleeps").evaluate(bad).getFailureReport().getDetails());

    assertThat(seen)
        .contains("onTheThread()", "byAUnit()", "parkedForAWhile()", "parkedUntil()")
        .containsPattern("<init>\\(\\).*references method.*TimeUnit\\.sleep");
  }

  @Test
  void seesEveryModule() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    HouseRules.MODULES.forEach(module -> sizes.put(module, 0));
    product.forEach(
        type -> sizes.computeIfPresent(type.getPackageName().split("\\.")[2], (m, n) -> n + 1));

    assertThat(sizes).allSatisfy((module, classes) -> assertThat(classes).as(module).isPositive());
  }

  private static ArchRule rule(String name) {
    return HouseRules.all().get(name);
  }
}
