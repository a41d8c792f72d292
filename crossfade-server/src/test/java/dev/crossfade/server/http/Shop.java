package dev.crossfade.server.http;

import java.util.Map;
import java.util.TreeMap;

/** A small specification, as it is sent. */
final class Shop {
  private static final String MAIN =
      """
      apiVersion: crossfade.dev/v1
      kind: Migration
      name: NAME
      sources:
        crm:
          type: postgresql
          url: postgresql://127.0.0.1:1/crm
          user: crossfade
          password: ${env:SHOP_PASSWORD}
      target:
        type: postgresql
        url: postgresql://127.0.0.1:1/unified
        user: crossfade
        password: ${env:SHOP_TARGET}
        schema: marketing
      """;

  private static final String LEAD =
      """
      apiVersion: crossfade.dev/v1
      kind: Entity
      name: lead
      key: [id]
      columns:
        id: int64
      from:
        - source: crm
          table: public.leads
          map:
            id: id
      """;

  private Shop() {}

  static Map<String, Object> named(String name) {
    return Map.of("files", files(name));
  }

  static Map<String, String> files(String name) {
    return new TreeMap<>(
        Map.of("crossfade.yaml", MAIN.replace("NAME", name), "entities/lead.yaml", LEAD));
  }
}
