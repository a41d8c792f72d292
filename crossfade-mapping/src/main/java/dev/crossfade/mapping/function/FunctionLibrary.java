package dev.crossfade.mapping.function;

import static dev.crossfade.mapping.value.ValueTypes.TEXT;

import dev.cel.common.types.CelType;
import dev.crossfade.core.spec.TaxonomySpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All functions expressions may call, with the taxonomies of one specification. Immutable. */
public final class FunctionLibrary {

  private final List<FunctionGroup> groups;
  private final Map<String, LibraryFunction> functions = new LinkedHashMap<>();
  private final Map<String, Overload> overloads = new HashMap<>();
  private final Map<String, LibraryFunction> byOverload = new HashMap<>();

  private FunctionLibrary(List<FunctionGroup> groups) {
    this.groups = groups;
    groups.forEach(group -> group.functions().forEach(this::add));
  }

  private void add(LibraryFunction function) {
    functions.put(function.name(), function);
    for (Overload overload : function.overloads()) {
      overloads.put(overload.id(), overload);
      byOverload.put(overload.id(), function);
    }
  }

  /** The library in which {@code taxonomy()} knows these taxonomies. */
  public static FunctionLibrary of(List<TaxonomySpec> taxonomies) {
    Map<String, Taxonomy> known = new HashMap<>();
    taxonomies.forEach(spec -> known.put(spec.name(), new Taxonomy(spec)));
    List<FunctionGroup> groups = new ArrayList<>();
    groups.add(TextFunctions.group());
    groups.add(ContactFunctions.group());
    groups.add(PlaceFunctions.group(known));
    groups.add(NumberFunctions.group());
    groups.add(TimeFunctions.group());
    groups.add(WebFunctions.group());
    groups.add(HashFunctions.group());
    groups.add(JsonFunctions.group());
    groups.add(ListFunctions.group());
    groups.add(NullFunctions.group());
    groups.add(FunctionGroup.of("Text of any value", toText()));
    return new FunctionLibrary(Collections.unmodifiableList(groups));
  }

  private static FunctionBuilder toText() {
    FunctionBuilder builder =
        LibraryFunction.named(
            "toText",
            "Any value as text: ISO 8601 for times, plain digits, hexadecimal for bytes.");
    NullFunctions.EVERY.stream()
        .filter(type -> type != TEXT && !type.name().equals("list"))
        .forEach(type -> toText(builder, type));
    return builder
        .example("toText(decimal('1.50'))", "'1.50'")
        .example("toText(timestamp('2024-01-01T00:00:00Z'))", "'2024-01-01T00:00:00Z'");
  }

  private static void toText(FunctionBuilder builder, CelType type) {
    builder.unary(type, Object.class, TEXT, Rendering::text);
    UnaryOperator<Object> reading = Reading.of(type);
    if (reading != null) {
      builder.exactly(reading);
    }
  }

  public List<FunctionGroup> groups() {
    return groups;
  }

  public Map<String, LibraryFunction> functions() {
    return Collections.unmodifiableMap(functions);
  }

  public @Nullable Overload overload(String id) {
    return overloads.get(id);
  }

  /** The function an overload belongs to. */
  public @Nullable LibraryFunction owner(String overload) {
    return byOverload.get(overload);
  }
}
