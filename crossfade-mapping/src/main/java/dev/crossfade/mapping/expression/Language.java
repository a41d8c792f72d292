package dev.crossfade.mapping.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.crossfade.mapping.function.FunctionLibrary;
import dev.crossfade.mapping.function.LibraryFunction;
import dev.crossfade.mapping.function.Overload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CEL with our types and functions: one per specification, shared by all expressions. */
final class Language {

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(10_000)
          .maxParseRecursionDepth(100)
          .comprehensionMaxIterations(10_000)
          .maxRegexProgramSize(10_000)
          .build();

  private final FunctionLibrary library;
  private final Map<String, Overload> overloads = new HashMap<>();
  private final List<CelFunctionDecl> declarations = new ArrayList<>();
  private final CelRuntime runtime;

  Language(FunctionLibrary library) {
    this.library = library;
    Operators.all().forEach(this::declare);
    for (LibraryFunction function : library.functions().values()) {
      declare(function.name(), function.overloads());
    }
    this.runtime =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(overloads.values().stream().map(Language::binding).toList())
            .build();
  }

  private void declare(String function, List<Overload> signatures) {
    List<CelOverloadDecl> declared = new ArrayList<>();
    for (Overload overload : signatures) {
      declared.add(
          CelOverloadDecl.newGlobalOverload(
              overload.id(), overload.result(), overload.parameters()));
      overloads.put(overload.id(), overload);
    }
    declarations.add(CelFunctionDecl.newFunctionDeclaration(function, declared));
  }

  FunctionLibrary library() {
    return library;
  }

  CelRuntime runtime() {
    return runtime;
  }

  @Nullable Overload overload(String id) {
    return overloads.get(id);
  }

  /** A parser and checker that knows a table's columns. */
  CelCompiler compiler(Variables variables) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(
                CelStandardMacro.ALL,
                CelStandardMacro.EXISTS,
                CelStandardMacro.EXISTS_ONE,
                CelStandardMacro.MAP,
                CelStandardMacro.FILTER)
            .addFunctionDeclarations(declarations);
    for (int i = 0; i < variables.size(); i++) {
      builder.addVar(Variables.name(i), variables.type(i));
    }
    return builder.build();
  }

  @SuppressWarnings("Immutable") // bodies are pure; the interface just does not say so
  private static CelFunctionBinding binding(Overload overload) {
    List<Class<?>> anything = Collections.nCopies(overload.parameters().size(), Object.class);
    return CelFunctionBinding.from(
        overload.id(), anything, arguments -> interpreted(overload, arguments));
  }

  private static Object interpreted(Overload overload, Object[] arguments) {
    @Nullable Object[] plain = new @Nullable Object[arguments.length];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = arguments[i] instanceof NullValue ? null : arguments[i];
    }
    Object result = overload.body().apply(plain);
    return result == null ? NullValue.NULL_VALUE : result;
  }

  /** The declared type of a result that the checker could not narrow. */
  static boolean unknown(CelType type) {
    return type.kind().isDyn();
  }
}
