import { createHash } from 'node:crypto';
import { ANNOTATION_LOCATION } from '@backstage/catalog-model';
import type { RecordedCheck } from '@ml-models/backstage-plugin-ml-models-common';
import { manifestDigest } from '@ml-models/model-bom';
import { tripleCheck } from '@ml-models/model-governance';
import type { Declaration } from '../domain/ModelCommand';
import { checkOwner } from '../domain/ownership';
import type { ClaimedIngestion } from '../store/IngestionStore';
import { declaredArtifacts } from './artifact/declaredArtifacts';
import { readArtifacts } from './artifact/readArtifacts';
import { resolveArtifacts } from './artifact/resolveArtifacts';
import { cardLicenses } from './card/cardLicenses';
import { fetchCard } from './card/fetchCard';
import { REGISTRY_LOCATION } from './catalog/registryLocation';
import { declaredLinks } from './declaration/declaredLinks';
import { parseEntity } from './declaration/parseEntity';
import { readDeclaration } from './declaration/readDeclaration';
import { secretProblems } from './declaration/urlSecrets';
import { versionLabel } from './declaration/versionLabel';
import { jsonDocument, MEDIA_TYPES, referenceTo } from './documents/documentOf';
import type { IngestionContext } from './IngestionContext';
import type { IngestionResult } from './IngestionResult';
import { refusal } from './refusal';
import { rereadCheck } from './reread/rereadCheck';
import { billOfMaterials } from './version/billOfMaterials';
import { checkedArtifact, recordedCheck } from './version/checkedArtifact';
import { commitRefusal } from './version/commitRefusal';
import { withoutGuesses } from './version/withoutGuesses';
import { registrationCommand } from './version/registrationCommand';

/**
 * One artifact's way, from a declaration to a registered version: discover, fetch, digest and inspect,
 * validate, attest, commit. Every stage names all that is wrong before the line ends, and nothing is
 * written to the history before the one commit at its end.
 *
 * Throws the signal's reason when it is cancelled, `DomainError` `STALE_CLAIM` when another worker took
 * over, and whatever is a bug; everything else is a result.
 */
export async function ingestModelVersion(
  ingestion: ClaimedIngestion,
  context: IngestionContext,
): Promise<IngestionResult> {
  const { trace, models, now, tool } = context;
  let checks: RecordedCheck[] = [];
  try {
    const entity = parseEntity(ingestion.entity);
    const { declaration: written, document: declared } = readDeclaration(
      entity,
      context.governance,
    );
    const { version, problems: mislabelled } = versionLabel(entity);
    const about = {
      modelRef: written.model_ref,
      version,
      stagingId: ingestion.stagingId,
      // Only the catalog may say where relative paths are relative to.
      location:
        ingestion.trigger === 'catalog'
          ? entity.metadata.annotations?.[ANNOTATION_LOCATION]
          : undefined,
    };

    const declaration: Declaration = {
      ...written,
      ...(about.location !== undefined &&
        about.location !== REGISTRY_LOCATION && { location: about.location }),
    };
    // Who may not register reads no byte and records nothing; decided again with the commit.
    checkOwner(
      await models.findModel({ modelRef: about.modelRef }),
      declaration,
      ingestion.trigger,
    );

    const leaks = secretProblems(entity);
    if (leaks.length > 0) {
      // nothing of it is fetched or recorded
      return refusal([...mislabelled, ...leaks], [], version);
    }

    const discovered = await trace.stage('discover', async () => {
      const staged = ingestion.stagingId
        ? await context.staging.listFiles(ingestion.stagingId)
        : [];
      const named = declaredArtifacts(entity, staged);
      const found = await resolveArtifacts(named.artifacts, about, context);
      return {
        located: found.located,
        problems: [...named.problems, ...found.problems],
      };
    });

    const { artifacts, problems: unread } = await trace.stage('inspect', () =>
      readArtifacts(discovered.located, context),
    );
    const fetched = await trace.stage('card', () =>
      fetchCard(entity, about, context),
    );

    context.progress.report({ step: 'validate' });
    const validation = await trace.stage('validate', async () =>
      tripleCheck({
        entity,
        artifacts: artifacts.map(checkedArtifact),
        policy: context.config,
      }),
    );
    const reread = await trace.stage('reread', () =>
      rereadCheck(ingestion, { ...about, artifacts }, context),
    );
    checks = [
      ...validation.checks.map(recordedCheck),
      ...fetched.checks,
      ...reread,
    ];
    const problems = [
      ...mislabelled,
      ...declaredLinks(entity),
      ...withoutGuesses(validation.problems, [
        ...discovered.problems,
        ...unread,
        ...fetched.problems,
      ]),
    ];
    if (problems.length > 0) {
      return refusal(problems, checks, version);
    }

    const attested = await trace.stage('attest', async () => {
      const digest = manifestDigest(
        artifacts.map(({ recorded }) => ({
          path: recorded.path,
          size: Number(recorded.size),
          sha256: recorded.digest,
        })),
        () => createHash('sha256'),
      );
      const bom = billOfMaterials({
        entity,
        declaration,
        version,
        manifestDigest: digest,
        artifacts,
        created: now(),
        tool,
      });
      return { manifestDigest: digest, bom };
    });

    const card = fetched.card && jsonDocument(MEDIA_TYPES.card, fetched.card);
    const stated = cardLicenses(fetched.card?.frontMatter ?? {});
    const command = registrationCommand({
      ...attested,
      runId: ingestion.id,
      source: about.location ?? ingestion.trigger,
      trigger: ingestion.trigger,
      schemaHash: context.schemaHash,
      entity,
      declaration: {
        ...declaration,
        ...(card &&
          fetched.card && {
            card: {
              ...referenceTo(card),
              path: fetched.card.path ?? '',
              completeness: fetched.card.completeness,
              missing: fetched.card.missing ?? [],
              ...(stated.length > 0 && { stated_licenses: stated }),
            },
          }),
      },
      version,
      artifacts,
      checks,
      validatorVersion: tool.version,
    });
    context.progress.report({ step: 'commit' });
    await context.progress.flush();
    context.signal.throwIfAborted();
    await trace.stage('commit', () =>
      models.execute(command, {
        by: ingestion.requestedBy,
        documents: [
          declared,
          ...(card ? [card] : []),
          attested.bom.document,
          ...artifacts.flatMap(({ documents }) => documents),
        ],
        fence: { ingestionId: ingestion.id, token: ingestion.token },
      }),
    );
    return { state: 'succeeded', version, problems: [], checks };
  } catch (error) {
    context.signal.throwIfAborted();
    return commitRefusal(error, checks);
  }
}
