package dev.crossfade.mapping.function;

import static dev.crossfade.mapping.function.Arguments.dec;
import static dev.crossfade.mapping.function.Arguments.num;
import static dev.crossfade.mapping.function.Arguments.str;
import static dev.crossfade.mapping.value.ValueTypes.DECIMAL;
import static dev.crossfade.mapping.value.ValueTypes.DOUBLE;
import static dev.crossfade.mapping.value.ValueTypes.INT;
import static dev.crossfade.mapping.value.ValueTypes.TEXT;
import static dev.crossfade.mapping.value.ValueTypes.UINT64;

import dev.crossfade.mapping.value.DecimalValue;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.UInt64Value;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Conversions of numbers; all of them are exact or say so. */
final class NumberFunctions {

  private NumberFunctions() {}

  static FunctionGroup group() {
    return FunctionGroup.of(
        "Numbers",
        LibraryFunction.named(
                "decimal",
                "An exact decimal. A double gives the shortest decimal that reads back as the same"
                    + " double. Text has to be plain digits with an optional sign, point and exponent.")
            .unary(TEXT, String.class, DECIMAL, Numbers::decimal)
            .loosely(Rendering::text)
            .unary(INT, Long.class, DECIMAL, value -> DecimalValue.of(BigDecimal.valueOf(value)))
            .exactly(value -> Numbers.exact(dec(value).number()))
            .unary(DOUBLE, Double.class, DECIMAL, Numbers::decimal)
            .loosely(value -> dec(value).number().doubleValue())
            .unary(UINT64, UInt64Value.class, DECIMAL, Numbers::decimal)
            .exactly(value -> Numbers.exactUnsigned(dec(value).number()))
            .unary(DECIMAL, DecimalValue.class, DECIMAL, value -> value)
            .exactly(value -> value)
            .example("decimal(' 12.50 ')", "12.50")
            .example("decimal(3)", "3")
            .example("decimal(0.1) + 0.2", "0.3"),
        LibraryFunction.named("round", "A decimal with so many digits after the point, half even.")
            .strict(DECIMAL, a -> dec(a[0]).rounded(Numbers.scale(num(a[1]))), DECIMAL, INT)
            .idempotent(0, Undo.Others.IGNORED)
            .example("round(decimal('2.345'), 2)", "2.34")
            .example("round(decimal('2.3451'), 2)", "2.35"),
        LibraryFunction.named("abs", "Without sign.")
            .strict(
                DECIMAL,
                a -> dec(a[0]).compareTo(Numbers.ZERO) < 0 ? dec(a[0]).negated() : a[0],
                DECIMAL)
            .strict(INT, a -> Numbers.abs(num(a[0])), INT)
            .idempotent(0, Undo.Others.IGNORED)
            .example("abs(decimal('-1.5'))", "1.5"),
        LibraryFunction.named(
                "toInt",
                "A whole number, from text of digits, or from a decimal, double or uint64 that is whole"
                    + " and fits; anything else refuses the row.")
            .unary(TEXT, String.class, INT, Numbers::toInt)
            .loosely(Rendering::text)
            .unary(DECIMAL, DecimalValue.class, INT, value -> Numbers.exact(value.number()))
            .exactly(value -> DecimalValue.of(BigDecimal.valueOf(num(value))))
            .unary(
                DOUBLE, Double.class, INT, value -> Numbers.exact(Numbers.decimal(value).number()))
            .loosely(value -> (double) num(value))
            .unary(
                UINT64,
                UInt64Value.class,
                INT,
                value -> Numbers.exact(new BigDecimal(value.number())))
            .exactly(value -> UInt64Value.checked(BigInteger.valueOf(num(value))))
            .example("toInt(' 42 ')", "42")
            .example("toInt(decimal('42.00'))", "42")
            .example("toInt('4.2')", "refused: toInt() got something that is not a whole number"),
        LibraryFunction.named("uint64", "A whole number from 0 to 2^64-1, from text or int.")
            .unary(TEXT, String.class, UINT64, Numbers::uint64)
            .loosely(Rendering::text)
            .unary(INT, Long.class, UINT64, value -> UInt64Value.checked(BigInteger.valueOf(value)))
            .exactly(value -> Numbers.exact(new BigDecimal(((UInt64Value) value).number())))
            .example("uint64('18446744073709551615')", "18446744073709551615"),
        LibraryFunction.named("toDouble", "The nearest double; digits may be lost.")
            .unary(
                TEXT, String.class, DOUBLE, value -> Numbers.decimal(value).number().doubleValue())
            .loosely(Rendering::text)
            .unary(DECIMAL, DecimalValue.class, DOUBLE, value -> value.number().doubleValue())
            .loosely(value -> Numbers.decimal((Double) value))
            .unary(INT, Long.class, DOUBLE, value -> (double) value)
            .loosely(value -> Numbers.exact(Numbers.decimal((Double) value).number()))
            .unary(UINT64, UInt64Value.class, DOUBLE, value -> value.number().doubleValue())
            .loosely(value -> Numbers.exactUnsigned(Numbers.decimal((Double) value).number()))
            .example("toDouble(decimal('1.25'))", "1.25"),
        LibraryFunction.named(
                "amount",
                "A sum of money with so many digits after the point. Text may have a currency sign or"
                    + " code and grouping; a decimal is rounded half even. Text that can be read in two"
                    + " ways, such as 1,234, refuses the row.")
            .strict(
                DECIMAL, a -> Money.amount(str(a[0])).rounded(Numbers.scale(num(a[1]))), TEXT, INT)
            .undo(
                new Undo(
                    0, Undo.Others.IGNORED, Reversibility.LOSSY, (sum, a) -> Rendering.text(sum)))
            .strict(DECIMAL, a -> dec(a[0]).rounded(Numbers.scale(num(a[1]))), DECIMAL, INT)
            .undo(Undo.same(0, Undo.Others.IGNORED, Reversibility.LOSSY))
            .example("amount('$1,234.50', 2)", "1234.50")
            .example("amount('1.234,50 EUR', 2)", "1234.50")
            .example(
                "amount('1,234', 2)",
                "refused: amount() got something that is not an unambiguous sum of money"),
        LibraryFunction.named(
                "currencyCode",
                "An ISO 4217 code in capitals; NULL when there is no such currency.")
            .unary(TEXT, String.class, TEXT, Money::currency)
            .idempotent(0, Undo.Others.IGNORED)
            .example("currencyCode(' eur ')", "'EUR'")
            .example("currencyCode('XYZ')", "null"),
        LibraryFunction.named(
                "minorUnits", "Digits after the point that a currency has; NULL when it is none.")
            .unary(TEXT, String.class, INT, Money::minorUnits)
            .example("minorUnits('JPY')", "0")
            .example("minorUnits('EUR')", "2"),
        LibraryFunction.named(
                "fromMinor", "A sum from its number of smallest units (cents) and its currency.")
            .strict(DECIMAL, a -> Money.fromMinor(num(a[0]), str(a[1])), INT, TEXT)
            .undo(
                new Undo(
                    0,
                    Undo.Others.CONSTANT,
                    Reversibility.INVERTIBLE,
                    (sum, a) -> Money.minor(dec(sum), str(a[1]))))
            .example("fromMinor(1999, 'EUR')", "19.99")
            .example("fromMinor(1999, 'JPY')", "1999"));
  }
}
