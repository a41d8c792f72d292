package dev.crossfade.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A specification of touches and contacts, and one file more that a test is about. */
final class TouchFiles {
  private static final String MAIN =
      """
      apiVersion: crossfade.dev/v1
      kind: Migration
      name: unify
      sources:
        crm:
          type: postgresql
          url: postgresql://crm:5432/crm
          user: crossfade
          password: ${env:CRM_PASSWORD}
      target:
        type: postgresql
        url: postgresql://warehouse:5432/unified
        user: crossfade
        password: ${env:TARGET_PASSWORD}
        schema: marketing
      """;

  private static final String ENTITY =
      """
      apiVersion: crossfade.dev/v1
      kind: Entity
      name: touch
      key: [id]
      columns:
        id: int64
        contact: int64
        channel: text
        at: timestamptz
        cost: decimal(12,2)
      from:
        - source: crm
          table: public.touches
          map: {id: id, contact: contact, channel: channel, at: at, cost: cost}
      """;

  private TouchFiles() {}

  private static Map<String, String> files(String name, String text) {
    Map<String, String> files = new TreeMap<>();
    files.put("crossfade.yaml", MAIN);
    files.put("entities/touch.yaml", ENTITY);
    files.put(
        "entities/contact.yaml",
        ENTITY.replace("name: touch", "name: contact").replace("touches", "contacts"));
    files.put(name, text);
    return files;
  }

  static SpecDocument load(String name, String text) {
    return SpecificationLoader.load(files(name, text), null);
  }

  /** What is wrong with it; something is. */
  static List<Problem> refused(String name, String text) {
    ProblemException refused = catchThrowableOfType(ProblemException.class, () -> load(name, text));
    assertThat(refused).as(text).isNotNull();
    return refused.problems();
  }
}
