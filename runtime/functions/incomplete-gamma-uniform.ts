// Uniform asymptotic expansion of the incomplete gamma functions for large a, in particular with x near a, where series and
// continued fractions need of the order of sqrt(a) terms: Temme, "The asymptotic expansion of the incomplete gamma functions", SIAM
// J. Math. Anal. 10 (1979); DLMF 8.12. The derivative in a is the expansion differentiated term by term.

import { erfcx } from "./error-function.ts";
import { exp } from "./exp.ts";
import { stirlingCorrection } from "./gamma-function.ts";
import { log1p } from "./log.ts";
import { log1pMinus } from "./log1p-minus.ts";

const SQRT_2PI = 2.5066282746310007;
const INV_SQRT_PI = 0.5641895835477563;

/** Row k: Taylor coefficients in eta of c_k(eta), DLMF 8.12.12, from exact rationals. */
const COEFFICIENTS: readonly (readonly number[])[] = [
  [
    -0.3333333333333333, 0.08333333333333333, -0.014814814814814815, 0.0011574074074074073,
    0.0003527336860670194, -0.0001787551440329218, 3.919263178522438e-5, -2.185448510679992e-6,
    -1.85406221071516e-6, 8.296711340953087e-7, -1.7665952736826078e-7, 6.707853543401498e-9,
    1.0261809784240309e-8, -4.382036018453353e-9, 9.14769958223679e-10, -2.5514193994946248e-11,
    -5.830772132550426e-11, 2.4361948020667415e-11, -5.0276692801141755e-12, 1.1004392031956135e-13,
  ],
  [
    -0.001851851851851852, -0.003472222222222222, 0.0026455026455026454, -0.0009902263374485596,
    0.00020576131687242798, -4.018775720164609e-7, -1.8098550334489977e-5, 7.64916091608111e-6,
    -1.6120900894563446e-6, 4.647127802807434e-9, 1.378633446915721e-7, -5.752545603517705e-8,
    1.1951628599778148e-8, -1.7543241719747647e-11, -1.0091543710600413e-9, 4.162792991842583e-10,
    -8.56390702649298e-11, 6.067215101604758e-14,
  ],
  [
    0.004133597883597883, -0.0026813271604938273, 0.0007716049382716049, 2.0093878600823047e-6,
    -0.0001073665322636516, 5.2923448829120125e-5, -1.2760635188618728e-5, 3.423578734096138e-8,
    1.3721957309062934e-6, -6.298992138380055e-7, 1.4280614206064242e-7, -2.0477098421990866e-10,
    -1.409252991086752e-8, 6.228974084922022e-9, -1.3670488396617114e-9, 9.428356159014678e-13,
  ],
  [
    0.0006494341563786008, 0.00022947209362139917, -0.0004691894943952557, 0.00026772063206283885,
    -7.561801671883977e-5, -2.396505113867297e-7, 1.1082654115347302e-5, -5.6749528269915965e-6,
    1.4230900732435883e-6, -2.7861080291528143e-11, -1.6958404091930278e-7, 8.099464905388083e-8,
    -1.9111168485973655e-8, 2.3928620439808118e-12,
  ],
  [
    -0.0008618882909167117, 0.0007840392217200666, -0.0002990724803031902, -1.4638452578843418e-6,
    6.641498215465122e-5, -3.968365047179435e-5, 1.1375726970678419e-5, 2.507497226237533e-10,
    -1.6954149536558305e-6, 8.907507532205309e-7, -2.292934834000805e-7, 2.956794137544049e-11,
  ],
  [
    -0.00033679855336635813, -6.972813758365857e-5, 0.0002772753244959392, -0.00019932570516188847,
    6.797780477937208e-5, 1.419062920643967e-7, -1.3594048189768693e-5, 8.018470256334202e-6,
    -2.291481176508095e-6, -3.252473551298454e-10,
  ],
  [
    0.0005313079364639922, -0.0005921664373536939, 0.0002708782096718045, 7.902353232660328e-7,
    -8.153969367561969e-5, 5.61168275310625e-5, -1.8329116582843375e-5, -3.0796134506033047e-9,
  ],
  [
    0.00034436760689237765, 5.171790908260592e-5, -0.00033493161081142234, 0.0002812695154763237,
    -0.00010976582244684731, -1.2741009095484485e-7,
  ],
  [-0.0006526239185953094, 0.0008394987206720873, -0.000438297098541721, -6.969091458420552e-7],
  [-0.0005967612901927463, -7.204895416020011e-5, 0.0006782308837667328],
];

/**
 * For a >= 60 and |x - a| < 0.4 a: writes [L, S, D, F] such that the smaller of P and Q (P for x < a) is exp(L) S, its derivative in a
 * exp(L) D and the density times x exp(L) F. Relative error of S about 1e-15.
 */
export function incompleteGammaUniform(a: number, x: number, out: Float64Array): void {
  const mu = (x - a) / a;
  const phi = -log1pMinus(mu);
  const sign = mu < 0 ? -1 : 1;
  const eta = sign * Math.sqrt(2 * phi);
  const etaSlope = eta === 0 ? -1 / a : -mu / (a * eta);
  const invA = 1 / a;
  let sum = 0;
  let sumDa = 0;
  for (let k = COEFFICIENTS.length - 1; k >= 0; k--) {
    const row = COEFFICIENTS[k]!;
    let c = 0;
    let cSlope = 0;
    for (let n = row.length - 1; n >= 0; n--) {
      cSlope = cSlope * eta + c;
      c = c * eta + row[n]!;
    }
    sumDa = (sumDa - sum * invA) * invA + cSlope * etaSlope;
    sum = sum * invA + c;
  }
  const root = SQRT_2PI * Math.sqrt(a);
  const gaussian = etaSlope * Math.sqrt(0.5 * a) + (0.25 * eta) / Math.sqrt(0.5 * a);
  out[0] = -a * phi;
  out[3] = (a / root) * exp(-stirlingCorrection(a));
  out[1] = 0.5 * erfcx(sign * eta * Math.sqrt(0.5 * a)) + (sign * sum) / root;
  out[2] = sign * ((log1p(mu) * sum - 0.5 * invA * sum + sumDa) / root - INV_SQRT_PI * gaussian);
}
