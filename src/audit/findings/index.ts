// The findings, by family: the table of contents. A test holds that every file is listed and has its samples.
import { budgetNearlySpent } from './budget/nearly-spent.ts';
import { budgetOverForecast } from './budget/over-forecast.ts';
import { budgetSpent } from './budget/spent.ts';
import { budgetSpike } from './budget/spike.ts';
import { contractConflictingOwners } from './contract/conflicting-owners.ts';
import { contractFieldInvalid } from './contract/field-invalid.ts';
import { contractFieldMissing } from './contract/field-missing.ts';
import { contractOwnerEncrypted } from './contract/owner-encrypted.ts';
import { contractOwnerInvalid } from './contract/owner-invalid.ts';
import { contractOwnerMissing } from './contract/owner-missing.ts';
import { contractPersonalData } from './contract/personal-data.ts';
import { contractRecommendedMissing } from './contract/recommended-missing.ts';
import { contractSecret } from './contract/secret.ts';
import { contractSessionIsNoOwner } from './contract/session-is-no-owner.ts';
import { contractSeveralOwnersOnRecord } from './contract/several-owners-on-record.ts';
import { coverageLowerBound } from './coverage/lower-bound.ts';
import { coverageOverTarget } from './coverage/over-target.ts';
import type { Finding } from './define-finding.ts';
import { inputAggregateRows } from './input/aggregate-rows.ts';
import { inputPartRejected } from './input/part-rejected.ts';
import { inputRecordPassedOver } from './input/record-passed-over.ts';
import { inputRecordRejected } from './input/record-rejected.ts';
import { inputTextAroundRecords } from './input/text-around-records.ts';
import { inputUnreadable } from './input/unreadable.ts';
import { policyRejected } from './policy/rejected.ts';
import { policyWouldReject } from './policy/would-reject.ts';
import { priceAggregateAsCall } from './price/aggregate-as-call.ts';
import { priceAmbiguousModel } from './price/ambiguous-model.ts';
import { priceBadAmount } from './price/bad-amount.ts';
import { priceBadCount } from './price/bad-count.ts';
import { priceBadTime } from './price/bad-time.ts';
import { priceBatchIgnored } from './price/batch-ignored.ts';
import { priceCacheCountedTwice } from './price/cache-counted-twice.ts';
import { priceCacheDiscountMissing } from './price/cache-discount-missing.ts';
import { priceCacheLifetimeUnknown } from './price/cache-lifetime-unknown.ts';
import { priceCacheSubtractedTwice } from './price/cache-subtracted-twice.ts';
import { priceCacheTtlCollapsed } from './price/cache-ttl-collapsed.ts';
import { priceCacheWriteMissing } from './price/cache-write-missing.ts';
import { priceCardOlderThanCall } from './price/card-older-than-call.ts';
import { priceClassWithoutRate } from './price/class-without-rate.ts';
import { priceContractIgnored } from './price/contract-ignored.ts';
import { priceDeploymentUnmapped } from './price/deployment-unmapped.ts';
import { priceDiscountTwice } from './price/discount-twice.ts';
import { priceDisputedRate } from './price/disputed-rate.ts';
import { priceGeoPremium } from './price/geo-premium.ts';
import { priceLongContextMisapplied } from './price/long-context-misapplied.ts';
import { priceMismatch } from './price/mismatch.ts';
import { priceModelMissing } from './price/model-missing.ts';
import { priceNeighbourModel } from './price/neighbour-model.ts';
import { priceNotOnSale } from './price/not-on-sale.ts';
import { priceOtherSeller } from './price/other-seller.ts';
import { priceOtherTier } from './price/other-tier.ts';
import { priceOwnKeyFeeOnly } from './price/own-key-fee-only.ts';
import { pricePartialCost } from './price/partial-cost.ts';
import { priceReasoningCountedTwice } from './price/reasoning-counted-twice.ts';
import { priceReasoningDropped } from './price/reasoning-dropped.ts';
import { priceRepricedHistory } from './price/repriced-history.ts';
import { priceRequestedModel } from './price/requested-model.ts';
import { priceResidencyUplift } from './price/residency-uplift.ts';
import { priceStaleRate } from './price/stale-rate.ts';
import { priceStreamOutputImplausible } from './price/stream-output-implausible.ts';
import { priceTierIgnored } from './price/tier-ignored.ts';
import { priceTierWithoutRate } from './price/tier-without-rate.ts';
import { priceToolFeeMissing } from './price/tool-fee-missing.ts';
import { priceToolFeeWrong } from './price/tool-fee-wrong.ts';
import { priceUndated } from './price/undated.ts';
import { priceUnitSlip } from './price/unit-slip.ts';
import { priceUnknownModel } from './price/unknown-model.ts';
import { priceUnknownModelPriced } from './price/unknown-model-priced.ts';
import { priceUnknownSeller } from './price/unknown-seller.ts';
import { priceUpstreamCountedTwice } from './price/upstream-counted-twice.ts';
import { priceUsageAmbiguous } from './price/usage-ambiguous.ts';
import { priceUsageConflict } from './price/usage-conflict.ts';
import { priceUsageMissing } from './price/usage-missing.ts';
import { priceZeroLogged } from './price/zero-logged.ts';
import { registryClosedTeam } from './registry/closed-team.ts';
import { registryContradictingIdentities } from './registry/contradicting-identities.ts';
import { registryEqualRules } from './registry/equal-rules.ts';
import { registryOwnerDiffers } from './registry/owner-differs.ts';
import { registryUnknownTeam } from './registry/unknown-team.ts';
import { traceAmbiguousLink } from './trace/ambiguous-link.ts';
import { traceBypassUnmeasured } from './trace/bypass-unmeasured.ts';
import { traceClockSkew } from './trace/clock-skew.ts';
import { traceCycle } from './trace/cycle.ts';
import { traceDuplicateRecord } from './trace/duplicate-record.ts';
import { traceFieldDropped } from './trace/field-dropped.ts';
import { traceFieldLate } from './trace/field-late.ts';
import { traceFieldRewritten } from './trace/field-rewritten.ts';
import { traceGatewayBypassed } from './trace/gateway-bypassed.ts';
import { traceIdConstant } from './trace/id-constant.ts';
import { traceIdDecimal } from './trace/id-decimal.ts';
import { traceIdNullLike } from './trace/id-null-like.ts';
import { traceIdReshaped } from './trace/id-reshaped.ts';
import { traceIdTruncated } from './trace/id-truncated.ts';
import { traceOrphan } from './trace/orphan.ts';
import { traceParentSum } from './trace/parent-sum.ts';
import { tracePossibleDuplicate } from './trace/possible-duplicate.ts';
import { traceRecommendedDropped } from './trace/recommended-dropped.ts';
import { traceRestarted } from './trace/restarted.ts';
import { traceSessionAsTraceId } from './trace/session-as-trace-id.ts';
import { traceStreamingPartial } from './trace/streaming-partial.ts';
import { traceTooDeep } from './trace/too-deep.ts';
import { traceUnlinkedRestart } from './trace/unlinked-restart.ts';

export const findings: readonly Finding[] = [
  inputRecordRejected,
  inputPartRejected,
  inputUnreadable,
  inputRecordPassedOver,
  inputTextAroundRecords,
  inputAggregateRows,
  contractOwnerMissing,
  contractOwnerInvalid,
  contractOwnerEncrypted,
  contractSessionIsNoOwner,
  contractConflictingOwners,
  contractSeveralOwnersOnRecord,
  contractFieldMissing,
  contractFieldInvalid,
  contractRecommendedMissing,
  contractPersonalData,
  contractSecret,
  registryUnknownTeam,
  registryClosedTeam,
  registryEqualRules,
  registryContradictingIdentities,
  registryOwnerDiffers,
  traceFieldDropped,
  traceRecommendedDropped,
  traceFieldRewritten,
  traceFieldLate,
  traceBypassUnmeasured,
  traceGatewayBypassed,
  traceRestarted,
  traceIdTruncated,
  traceSessionAsTraceId,
  traceOrphan,
  traceCycle,
  traceTooDeep,
  traceClockSkew,
  traceUnlinkedRestart,
  traceAmbiguousLink,
  tracePossibleDuplicate,
  traceIdConstant,
  traceDuplicateRecord,
  traceStreamingPartial,
  traceParentSum,
  traceIdNullLike,
  traceIdDecimal,
  traceIdReshaped,
  priceMismatch,
  priceCacheCountedTwice,
  priceCacheSubtractedTwice,
  priceCacheDiscountMissing,
  priceCacheWriteMissing,
  priceCacheTtlCollapsed,
  priceReasoningDropped,
  priceReasoningCountedTwice,
  priceTierIgnored,
  priceOtherTier,
  priceBatchIgnored,
  priceDiscountTwice,
  priceLongContextMisapplied,
  priceGeoPremium,
  priceResidencyUplift,
  priceContractIgnored,
  priceRequestedModel,
  priceStaleRate,
  priceRepricedHistory,
  priceOtherSeller,
  priceNeighbourModel,
  priceToolFeeMissing,
  priceToolFeeWrong,
  priceOwnKeyFeeOnly,
  priceUpstreamCountedTwice,
  pricePartialCost,
  priceUnitSlip,
  priceAggregateAsCall,
  priceDeploymentUnmapped,
  priceUnknownModelPriced,
  priceCardOlderThanCall,
  priceStreamOutputImplausible,
  priceDisputedRate,
  priceUsageMissing,
  priceModelMissing,
  priceUnknownSeller,
  priceUnknownModel,
  priceTierWithoutRate,
  priceClassWithoutRate,
  priceNotOnSale,
  priceAmbiguousModel,
  priceUndated,
  priceZeroLogged,
  priceUsageAmbiguous,
  priceUsageConflict,
  priceCacheLifetimeUnknown,
  priceBadAmount,
  priceBadCount,
  priceBadTime,
  policyRejected,
  policyWouldReject,
  coverageOverTarget,
  coverageLowerBound,
  budgetSpent,
  budgetNearlySpent,
  budgetOverForecast,
  budgetSpike,
];
