package com.pazpaz.architecture;

import com.pazpaz.adapter.crypto.planted.GuessesNonces;
import com.pazpaz.adapter.keystore.planted.KeepsAName;
import com.pazpaz.adapter.keystore.planted.KnowsPersistence;
import com.pazpaz.adapter.keystore.planted.MakesKeys;
import com.pazpaz.adapter.persistence.planted.Decrypts;
import com.pazpaz.adapter.persistence.planted.EntityWithPlainBytes;
import com.pazpaz.adapter.persistence.planted.EntityWithText;
import com.pazpaz.adapter.persistence.planted.Migrates;
import com.pazpaz.adapter.persistence.planted.PassesPlaintextOn;
import com.pazpaz.adapter.rest.planted.ClientHelper;
import com.pazpaz.adapter.rest.planted.ClientImpl;
import com.pazpaz.adapter.rest.planted.ClientManager;
import com.pazpaz.adapter.rest.planted.ClientUtil;
import com.pazpaz.adapter.rest.planted.ClientUtils;
import com.pazpaz.adapter.rest.planted.Encrypts;
import com.pazpaz.adapter.rest.planted.HoldsAnEntityManager;
import com.pazpaz.adapter.rest.planted.KnowsAService;
import com.pazpaz.adapter.rest.planted.KnowsTheBootstrap;
import com.pazpaz.adapter.rest.planted.LogsAClient;
import com.pazpaz.adapter.rest.planted.LogsAnException;
import com.pazpaz.adapter.rest.planted.LogsElsewhere;
import com.pazpaz.adapter.rest.planted.LogsWhatPassesThrough;
import com.pazpaz.adapter.rest.planted.NeedsTheScaffold;
import com.pazpaz.adapter.rest.planted.Prints;
import com.pazpaz.adapter.rest.planted.ShowsCiphertext;
import com.pazpaz.adapter.rest.planted.WritesPlaintext;
import com.pazpaz.application.port.in.planted.KnowsItsService;
import com.pazpaz.application.port.in.planted.SecondDoor;
import com.pazpaz.application.port.out.keys.planted.NamesAPerson;
import com.pazpaz.application.port.out.persistence.planted.PlaintextSource;
import com.pazpaz.application.service.planted.RevealsSilently;
import com.pazpaz.application.service.planted.RevealsUnlisted;
import com.pazpaz.application.service.planted.WhollyRevealing;
import com.pazpaz.bootstrap.planted.AnswersRequests;
import com.pazpaz.demo.planted.SealsByItself;
import com.pazpaz.demo.planted.SeesTwoAdapters;
import com.pazpaz.domain.encrypted.planted.KnowsItsPlaintext;
import com.pazpaz.domain.model.planted.KnowsAUseCase;
import com.pazpaz.domain.model.planted.KnowsJson;
import com.pazpaz.domain.model.planted.KnowsPlaintext;
import com.pazpaz.domain.model.planted.egg.Egg;
import com.pazpaz.domain.model.planted.hen.Hen;
import com.pazpaz.domain.model.planted.unmarked.InAnUnmarkedPackage;
import com.pazpaz.domain.phi.planted.OpenType;
import com.pazpaz.domain.phi.planted.PrintsByDefault;
import com.pazpaz.domain.phi.planted.RecordType;
import com.pazpaz.domain.phi.planted.SerializableType;
import java.util.List;

/** The planted violations: which rule each must break, and what of it the rule must complain about. */
final class Plants {

    static final List<Plant> ALL = List.of(
            new Plant("theDomainDependsOnTheJdkAlone", KnowsJson.class, "jakarta.json"),
            new Plant("theDomainDoesNotKnowTheApplication", KnowsAUseCase.class, "ViewClientUseCase"),
            new Plant("portsDoNotKnowTheServices", KnowsItsService.class, "ViewClientService"),
            new Plant("adaptersDoNotKnowEachOther", KnowsPersistence.class, "[keystore, persistence]"),
            new Plant("theBootstrapsAloneSeeSeveralAdapters", SeesTwoAdapters.class, "[crypto, keystore]"),
            new Plant("nobodyKnowsTheBootstrap", KnowsTheBootstrap.class, "Settings"),
            new Plant("adaptersUsePortsNotServices", KnowsAService.class, "ViewClientService"),
            new Plant("jpaStaysInPersistence", HoldsAnEntityManager.class, "EntityManager"),
            new Plant("migrationsStayInTheSchemaPackage", Migrates.class, "Flyway"),
            new Plant("jaxRsStaysInRest", AnswersRequests.class, "jakarta.ws.rs.Path"),
            new Plant("openPgpStaysInBackups", SealsByItself.class, "OpenPGPKey"),
            new Plant("modelAndCiphertextKnowNoPlaintext", KnowsPlaintext.class, "PersonName"),
            new Plant("modelAndCiphertextKnowNoPlaintext", KnowsItsPlaintext.class, "phi.Client"),
            new Plant("theEncryptionPortAloneTurnsPlaintextIntoCiphertext", SecondDoor.class, "EncryptedClient"),
            new Plant("storagePortsMentionNoPlaintext", PlaintextSource.class, "phi.Client"),
            new Plant("storagePortsMentionNoPlaintext", NamesAPerson.class, "PersonName"),
            new Plant("persistenceUsesAllowedPackagesAlone", Decrypts.class, "EncryptionPort"),
            new Plant("noPlaintextPassesThroughStorage", PassesPlaintextOn.class, "inACall()"),
            new Plant("noPlaintextPassesThroughStorage", PassesPlaintextOn.class, "inALambda()"),
            new Plant("noPlaintextPassesThroughStorage", PassesPlaintextOn.class, "inAReference()"),
            new Plant("noPlaintextPassesThroughStorage", PassesPlaintextOn.class, "inATypeArgument()"),
            new Plant("noPlaintextPassesThroughStorage", KeepsAName.class, "PersonName"),
            new Plant("theMigrationAdapterAloneHoldsPlaintextAndSql", WritesPlaintext.class, "PreparedStatement"),
            new Plant("theMigrationAdapterCanBeTakenAway", NeedsTheScaffold.class, "Connections"),
            new Plant("entitiesHoldAllowedTypesAlone", EntityWithText.class, "nickname"),
            new Plant("entitiesHoldAllowedTypesAlone", EntityWithText.Key.class, "slug"),
            new Plant("protectedFieldsAreCiphertext", EntityWithPlainBytes.class, "medicalHistory"),
            new Plant("cryptographyStaysInTheCryptoAdapter", Encrypts.class, "Cipher"),
            new Plant("cryptographyStaysInTheCryptoAdapter", MakesKeys.class, "SecretKey"),
            new Plant("listedCodeAloneRevealsPlaintext", RevealsUnlisted.class, "lengthOf"),
            new Plant("listedCodeAloneRevealsPlaintext", WhollyRevealing.class, "@RevealsPhi"),
            new Plant("whoeverRevealsSaysWhy", RevealsSilently.class, "inACall("),
            new Plant("whoeverRevealsSaysWhy", RevealsSilently.class, "inALambda("),
            new Plant("whoeverRevealsSaysWhy", RevealsSilently.class, "inAReference("),
            new Plant("plaintextTypesCannotBeExtended", OpenType.class, "can be extended"),
            new Plant("plaintextTypesAreNoRecords", RecordType.class, "record"),
            new Plant("plaintextTypesAreNotSerializable", SerializableType.class, "Serializable"),
            new Plant("plaintextTypesRedactTheirText", PrintsByDefault.class, "printed"),
            new Plant("plaintextLeavesThroughRevealAlone", PrintsByDefault.class, "asText()"),
            new Plant("plaintextLeavesThroughRevealAlone", PrintsByDefault.class, "asOptional()"),
            new Plant("plaintextLeavesThroughRevealAlone", PrintsByDefault.class, "asBytes()"),
            new Plant("oneLoggerIsUsedByAll", LogsElsewhere.class, "java.util.logging.Logger"),
            new Plant("codeThatLogsKnowsNoPlaintext", LogsAClient.class, "phi.Client"),
            new Plant("codeThatLogsKnowsNoPlaintext", LogsWhatPassesThrough.class, "fromAList()"),
            new Plant("codeThatLogsKnowsNoPlaintext", LogsWhatPassesThrough.class, "JsonObject"),
            new Plant("codeThatLogsKnowsNoPlaintext", LogsWhatPassesThrough.class, "HttpServletRequest"),
            new Plant("codeThatLogsKnowsNoPlaintext", LogsWhatPassesThrough.class, "KeyMaterial"),
            new Plant("loggersAreGivenTextAndItsParametersAlone", LogsAnException.class, "whole("),
            new Plant("loggersAreGivenTextAndItsParametersAlone", LogsAnException.class, "asAnObject("),
            new Plant("loggersAreGivenTextAndItsParametersAlone", LogsAnException.class, "later("),
            new Plant("messagesOfForeignExceptionsAreNotLogged", LogsAnException.class, "itsMessage("),
            new Plant("messagesOfForeignExceptionsAreNotLogged", LogsAnException.class, "itsText("),
            new Plant("stackTracesAreNotPrinted", Prints.class, "printStackTrace"),
            new Plant("stackTracesAreNotPrinted", Prints.class, "dumpStack"),
            new Plant("restKnowsNoCiphertext", ShowsCiphertext.class, "text()"),
            new Plant("nothingPrintsToTheStandardStreams", Prints.class, "System.out"),
            new Plant("namesSayWhatAClassIs", ClientImpl.class, "name"),
            new Plant("namesSayWhatAClassIs", ClientUtil.class, "name"),
            new Plant("namesSayWhatAClassIs", ClientUtils.class, "name"),
            new Plant("namesSayWhatAClassIs", ClientHelper.class, "name"),
            new Plant("namesSayWhatAClassIs", ClientManager.class, "name"),
            new Plant("packagesAreFreeOfCycles", Hen.class, "Cycle"),
            new Plant("packagesAreFreeOfCycles", Egg.class, "Cycle"),
            new Plant("packagesAreNullMarked", InAnUnmarkedPackage.class, "@NullMarked"),
            new Plant("keysAndNoncesComeFromASecureRandom", GuessesNonces.class, "ThreadLocalRandom"),
            new Plant("keysAndNoncesComeFromASecureRandom", GuessesNonces.class, "Math.random()"));

    private Plants() {}

    /**
     * A class that breaks a rule.
     *
     * @param evidence what the complaint must name, besides the class
     */
    record Plant(String rule, Class<?> violator, String evidence) {

        @Override
        public String toString() {
            return rule + " refuses " + violator.getSimpleName() + ": " + evidence;
        }
    }
}
