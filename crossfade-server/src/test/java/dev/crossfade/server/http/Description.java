package dev.crossfade.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.server.answer.ProblemDocument;
import dev.crossfade.server.security.AccessTable;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Lets springdoc describe the interface, and adds what it cannot know. */
@Configuration(proxyBeanMethods = false)
class Description {
  private static final String PROBLEM = "application/problem+json";
  private static final String EVENTS = "text/event-stream";
  private static final List<String> OF_THEIR_OWN =
      List.of(":plan", ":preflight", ":cut-over", ":roll-back", ":why", ":prove");

  /** What they answer or are asked with is a secret or names rows, so they take no key. */
  private static final List<String> UNKEPT =
      List.of(
          "/api/v1/setup",
          "/api/v1/session",
          "/api/v1/session:redeem",
          "/api/v1/tokens",
          "/api/v1/users",
          "/api/v1/migrations/{name}:why",
          "/api/v1/migrations/{name}:prove");

  private static final List<String> RECORDS =
      List.of(
          "MigrationResource",
          "TokenResource",
          "UserResource",
          "SessionResource",
          "MigrationDocument",
          "OperationDocument",
          "JournalItem",
          "SpecificationResource",
          "ProgressDocument",
          "ProgressResource",
          "VerdictDocument",
          "WhyResource",
          "SignOffDocument",
          "SignOffResource",
          "Page");

  @Bean
  @Order(0)
  SecurityFilterChain descriptionIsOpenToTheTest(HttpSecurity http) {
    return http.securityMatcher("/v3/api-docs/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  OpenApiCustomizer rules() {
    return api -> {
      api.setInfo(
          new Info()
              .title("Crossfade")
              .version("v1")
              .description("Migrations, what is asked of them, and who may ask."));
      api.setServers(null);
      Components components = api.getComponents();
      components.addSecuritySchemes(
          "token", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
      components.addSecuritySchemes(
          "session",
          new SecurityScheme()
              .type(SecurityScheme.Type.APIKEY)
              .in(SecurityScheme.In.COOKIE)
              .name("crossfade_session"));
      api.setSecurity(
          List.of(
              new SecurityRequirement().addList("token"),
              new SecurityRequirement().addList("session")));
      ResolvedSchema problem =
          ModelConverters.getInstance(true).readAllAsResolvedSchema(ProblemDocument.class);
      components.addSchemas("ProblemDocument", problem.schema);
      problem.referencedSchemas.forEach(components::addSchemas);
      required(components);
      components.getSchemas().put("JsonNode", new Schema<>().type("object"));
      parts(components);
      api.getPaths().forEach((path, item) -> operations(api, path, item));
    };
  }

  /** What is not marked as nullable is always there, and nothing else is. */
  private static void required(Components components) {
    List<Class<?>> records = new ArrayList<>(List.of(ProblemDocument.class));
    records.addAll(List.of(ProblemDocument.class.getDeclaredClasses()));
    for (String name : RECORDS) {
      try {
        Class<?> type = Class.forName("dev.crossfade.server.api." + name);
        records.add(type);
        records.addAll(List.of(type.getDeclaredClasses()));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
    for (Class<?> type : records) {
      components.getSchemas().entrySet().stream()
          .filter(entry -> type.isRecord() && named(entry.getKey(), type))
          .forEach(entry -> required(entry.getValue(), type));
    }
  }

  /** With {@code fields}, items of a page have only those that were asked for. */
  private static void parts(Components components) {
    List.copyOf(components.getSchemas().entrySet()).stream()
        .filter(page -> page.getKey().startsWith("Page"))
        .map(page -> (Schema<?>) page.getValue().getProperties().get("items"))
        .forEach(
            items -> {
              String name = items.getItems().get$ref().replaceFirst(".*/", "");
              Schema<?> whole = components.getSchemas().get(name);
              Schema<Object> part = new Schema<>();
              part.setTypes(whole.getTypes());
              part.setProperties(whole.getProperties());
              part.setAdditionalProperties(false);
              components.addSchemas("Part" + name, part);
              items.setItems(new Schema<>().$ref("#/components/schemas/Part" + name));
            });
  }

  private static boolean named(String schema, Class<?> type) {
    return schema.equals(type.getSimpleName())
        || (type.getSimpleName().equals("Page") && schema.startsWith("Page"));
  }

  private static void required(Schema<?> schema, Class<?> type) {
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
          && !component.isAnnotationPresent(Nullable.class)) {
        required.add(name(type, component));
      }
    }
    schema.setRequired(required);
    schema.setAdditionalProperties(false);
  }

  private static String name(Class<?> type, RecordComponent component) {
    try {
      JsonProperty renamed =
          type.getDeclaredField(component.getName()).getAnnotation(JsonProperty.class);
      return renamed == null ? component.getName() : renamed.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void operations(OpenAPI api, String path, PathItem item) {
    item.readOperationsMap()
        .forEach(
            (method, operation) -> {
              Map<String, String> permissions = permissions(method.name(), path);
              operation.addExtension(
                  "x-cf-permission",
                  permissions.size() == 1 ? permissions.values().iterator().next() : permissions);
              problems(operation);
              if (method == PathItem.HttpMethod.POST && UNKEPT.stream().noneMatch(path::equals)) {
                operation.addParametersItem(key());
              }
            });
  }

  private static Map<String, String> permissions(String method, String path) {
    Map<String, String> permissions = new LinkedHashMap<>();
    String example = path.replace("{action}", "ACTION");
    AccessTable.rows().stream()
        .filter(rule -> rule.method().equals(method))
        .filter(
            rule ->
                path.contains("{action}")
                    ? rule.path().startsWith(path.replace("{action}", ""))
                        && OF_THEIR_OWN.stream().noneMatch(rule.path()::endsWith)
                    : rule.pattern().matches(PathContainer.parsePath(example)))
        .forEach(rule -> permissions.putIfAbsent(rule.path(), rule.permission().text()));
    return permissions;
  }

  private static Parameter key() {
    Schema<?> form = new StringSchema().pattern("^[!-~]{1,255}$");
    return new Parameter()
        .in("header")
        .name("Idempotency-Key")
        .description("The same key gives the same answer again, for seven days.")
        .schema(form);
  }

  private static void problems(Operation operation) {
    Schema<?> reference = new Schema<>().$ref("#/components/schemas/ProblemDocument");
    ApiResponse refused =
        new ApiResponse()
            .description("What is wrong, as RFC 9457 has it.")
            .content(new Content().addMediaType(PROBLEM, new MediaType().schema(reference)));
    operation.getResponses().values().stream()
        .filter(answer -> answer.getContent() != null)
        .forEach(answer -> answer.getContent().computeIfPresent(EVENTS, (type, was) -> events()));
    operation.getResponses().keySet().removeIf(status -> !status.startsWith("2"));
    operation.getResponses().addApiResponse("4XX", refused);
    operation.getResponses().addApiResponse("5XX", refused);
  }

  private static MediaType events() {
    return new MediaType()
        .schema(
            new Schema<>().description("Events with id, event and data, a line of the journal."));
  }
}
