package dev.crossfade.mapping.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.types.CelType;
import dev.crossfade.mapping.function.FunctionLibrary;
import dev.crossfade.mapping.function.LibraryFunction;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers written next to a decimal are decimals, digit for digit; next to a uint64 they are
 * uint64. They never pass through a double.
 */
final class Literals {

  private static final Pattern NUMBER = Pattern.compile("[\\s-]*([0-9.]+(?:[eE][+-]?[0-9]+)?)");
  private static final Set<String> SAME_TYPE =
      Set.of(
          "_+_",
          "_-_",
          "_*_",
          "_/_",
          "_%_",
          "_<_",
          "_<=_",
          "_>_",
          "_>=_",
          "_==_",
          "_!=_",
          "@in",
          "orElse",
          "coalesce",
          "nullIf",
          "require",
          "nullable");

  private final String text;
  private final Variables variables;
  private final FunctionLibrary library;
  private final Positions positions;
  private long nextId;

  Literals(
      String text,
      Variables variables,
      FunctionLibrary library,
      Positions positions,
      long firstFreeId) {
    this.text = text;
    this.variables = variables;
    this.library = library;
    this.positions = positions;
    this.nextId = firstFreeId;
  }

  /** Adapts number literals among the operands of a call whose operands were adapted already. */
  void adapt(CelMutableCall call) {
    List<CelMutableExpr> operands = operands(call);
    String kind = null;
    for (CelMutableExpr operand : operands) {
      kind = kind == null ? kind(operand) : kind;
    }
    if (kind != null) {
      String wanted = kind;
      operands.forEach(operand -> become(operand, wanted));
    }
    if (call.function().equals("_?_:_")) {
      nullLast(call);
      choiceWithNull(call.args().get(1), call.args().get(2));
    }
  }

  /** Makes a number literal, or those an expression may result in, one of the given type. */
  void become(CelMutableExpr expression, String kind) {
    if (expression.getKind() == Kind.LIST) {
      expression.list().elements().forEach(element -> become(element, kind));
    } else if (expression.getKind() == Kind.CALL) {
      CelMutableCall call = expression.call();
      if (call.function().equals("_?_:_")) {
        become(call.args().get(1), kind);
        become(call.args().get(2), kind);
      }
    } else if (expression.getKind() == Kind.CONSTANT && fits(expression.constant(), kind)) {
      CelMutableExpr digits = CelMutableExpr.ofConstant(nextId++, digits(expression));
      expression.setCall(CelMutableCall.create(kind, digits));
    }
  }

  private static boolean fits(CelConstant constant, String kind) {
    return switch (constant.getKind()) {
      case INT64_VALUE -> !kind.equals("uint64") || constant.int64Value() >= 0;
      case DOUBLE_VALUE -> kind.equals("decimal");
      default -> false;
    };
  }

  /** The literal as written; where CEL puts its position, before or after the sign, varies. */
  private CelConstant digits(CelMutableExpr literal) {
    CelConstant constant = literal.constant();
    String value =
        constant.getKind() == CelConstant.Kind.INT64_VALUE
            ? Long.toString(constant.int64Value())
            : Double.toString(constant.doubleValue());
    int offset = positions.start(literal.id());
    int index = text.offsetByCodePoints(0, Math.min(offset, text.codePointCount(0, text.length())));
    Matcher number = NUMBER.matcher(text).region(index, text.length());
    boolean whole = constant.getKind() == CelConstant.Kind.INT64_VALUE;
    if (whole || !number.lookingAt()) {
      return CelConstant.ofValue(value);
    }
    String sign = value.startsWith("-") ? "-" : "";
    return CelConstant.ofValue(sign + number.group(1));
  }

  private static List<CelMutableExpr> operands(CelMutableCall call) {
    if (call.function().equals("_?_:_")) {
      return call.args().subList(1, 3);
    }
    return SAME_TYPE.contains(call.function()) ? call.args() : List.of();
  }

  /** The exact numeric type an expression certainly has, or null. */
  private @Nullable String kind(CelMutableExpr expression) {
    if (expression.getKind() == Kind.IDENT) {
      int index = Variables.index(expression.ident().name());
      return index < 0 ? null : exact(variables.type(index));
    }
    return expression.getKind() == Kind.CALL ? kind(expression.call()) : null;
  }

  private @Nullable String kind(CelMutableCall call) {
    for (CelMutableExpr operand : call.function().equals("-_") ? call.args() : operands(call)) {
      String kind = kind(operand);
      if (kind != null) {
        return comparison(call.function()) ? null : kind;
      }
    }
    LibraryFunction function = library.functions().get(call.function());
    if (function == null || SAME_TYPE.contains(function.name())) {
      return null;
    }
    CelType result = function.overloads().get(0).result();
    boolean always = function.overloads().stream().allMatch(one -> one.result().equals(result));
    return always ? exact(result) : null;
  }

  private static boolean comparison(String function) {
    return function.contains("<")
        || function.contains(">")
        || function.contains("=")
        || function.equals("@in");
  }

  private static @Nullable String exact(CelType type) {
    boolean exact = type.equals(ValueTypes.DECIMAL) || type.equals(ValueTypes.UINT64);
    return exact ? type.name() : null;
  }

  /** The checker takes {@code c ? null : x} for NULL whatever x is, so it becomes the other way. */
  private void nullLast(CelMutableCall call) {
    CelMutableExpr first = call.args().get(1);
    if (constantNull(first)) {
      CelMutableExpr condition = call.args().get(0);
      CelMutableCall not = CelMutableCall.create("!_", condition);
      call.setArg(0, CelMutableExpr.ofCall(nextId++, not));
      call.setArg(1, call.args().get(2));
      call.setArg(2, first);
    }
  }

  private static boolean constantNull(CelMutableExpr expression) {
    return expression.getKind() == Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.NULL_VALUE;
  }

  /** {@code c ? 'a' : null} needs the first branch to be of a type that allows null. */
  private void choiceWithNull(CelMutableExpr branch, CelMutableExpr other) {
    if (constantNull(other) && !constantNull(branch)) {
      CelMutableExpr inner = CelMutableExpr.newInstance(branch);
      inner.setId(nextId++);
      branch.setCall(CelMutableCall.create("nullable", inner));
    }
  }
}
